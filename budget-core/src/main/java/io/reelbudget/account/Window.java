package io.reelbudget.account;

import java.time.Duration;

/**
 * The span over which a limit counts.
 *
 * <p>All implementations are immutable and thread-safe.
 */
public sealed interface Window {

    /** Returns a window that starts anew with each period. */
    static Window each(Periods periods) {
        return new Each(periods);
    }

    /** Returns a window that always ends now. */
    static Window trailing(Duration length) {
        return new Trailing(length);
    }

    /** Each period of a rule: "at most so much a day". */
    record Each(Periods periods) implements Window {}

    /**
     * The time that ends now: "at most so much in any 30 days". It is exact to one hour of UTC, rounded against the
     * spender: what was spent in the hour in which the window begins counts in full.
     *
     * @param length whole hours, 1 to 9,600 (400 days)
     */
    record Trailing(Duration length) implements Window {

        private static final int MAX_HOURS = 400 * 24;

        public Trailing {
            boolean wholeHours = length.equals(Duration.ofHours(length.toHours()));
            if (!wholeHours || length.toHours() < 1 || length.toHours() > MAX_HOURS) {
                throw new IllegalArgumentException("Trailing window was of " + length
                        + " but must be of whole hours, from one to " + MAX_HOURS + "; use calendar periods beyond.");
            }
        }
    }
}
