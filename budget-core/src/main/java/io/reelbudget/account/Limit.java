package io.reelbudget.account;

import io.reelbudget.money.Amount;

/**
 * A cap on what an account, and all below it, post and hold within a window, checked besides its grants. A hold counts
 * in the window in which it was opened, or last raised, until its capture; a capture where it was posted.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param cap the most for each window, zero or more; zero means none at all
 * @param window the span over which it counts
 * @param enforcement whether holds beyond it are refused
 */
public record Limit(AmountSchedule cap, Window window, Enforcement enforcement) {

    /** What happens to a hold beyond a limit. */
    public enum Enforcement {
        /** It is refused. */
        HARD,
        /** It is placed, and the limit is shown as exceeded. */
        SOFT
    }

    /** Returns a limit that refuses. */
    public static Limit hard(Amount cap, Window window) {
        return new Limit(AmountSchedule.always(cap), window, Enforcement.HARD);
    }

    /** Returns a limit that is only shown as exceeded. */
    public static Limit soft(Amount cap, Window window) {
        return new Limit(AmountSchedule.always(cap), window, Enforcement.SOFT);
    }

    /** Returns whether holds beyond it are refused. */
    public boolean isHard() {
        return enforcement == Enforcement.HARD;
    }
}
