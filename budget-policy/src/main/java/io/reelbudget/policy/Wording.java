package io.reelbudget.policy;

import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How amounts, times and probabilities read in sentences for people, in the same words on every machine. */
final class Wording {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm zzz", Locale.ROOT);

    private static final int LONGEST_LINE = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Wording() {}

    static String of(Amount amount) {
        return amount.toString();
    }

    static String percent(double probability) {
        return String.format(Locale.ROOT, "%.0f %%", probability * 100);
    }

    /** Returns a duration in its largest sensible unit, such as {@code 25 minutes}. */
    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return counted(seconds, "second");
        }
        if (seconds < 2 * 3600) {
            return counted(Math.round(seconds / 60.0), "minute");
        }
        if (seconds < 2 * 86_400) {
            return counted(Math.round(seconds / 3600.0), "hour");
        }
        return counted(Math.round(seconds / 86_400.0), "day");
    }

    static String of(Instant instant, ZoneId zone) {
        return MINUTE.format(instant.atZone(zone));
    }

    /** Returns a text of others as one line without control characters, cut to a length that logs and notes bear. */
    static String oneLine(String text) {
        String cut = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
        return UNPRINTABLE.matcher(cut).replaceAll("?").strip();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
