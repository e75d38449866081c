package io.reelbudget.telemetry;

import java.util.Locale;

/**
 * What a step came to, in words of which there are few: metrics are kept apart by them.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name what it came to, such as {@code admitted}
 * @param reason the reason code, such as {@code fits}; {@code none} where there is none
 */
public record Outcome(String name, String reason) {

    private static final String NO_REASON = "none";

    private static final Outcome DONE = new Outcome("done", NO_REASON);

    /** Returns that of steps that come to one thing only. */
    public static Outcome done() {
        return DONE;
    }

    /** Returns an outcome without a reason, named as a constant. */
    public static Outcome of(Enum<?> name) {
        return new Outcome(word(name), NO_REASON);
    }

    /** Returns an outcome with a reason that is named as a constant. */
    public static Outcome of(String name, Enum<?> reason) {
        return new Outcome(name, word(reason));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
