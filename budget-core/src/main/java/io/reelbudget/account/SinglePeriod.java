package io.reelbudget.account;

import java.time.Instant;

/**
 * One period that ends at an instant, for budgets that are spent once: after it comes one that never ends, in which
 * nothing is granted.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param end the first instant that no longer belongs to it, after 1970 and at most {@link #NEVER}, cut to the second
 */
public record SinglePeriod(Instant end) implements Periods {

    /** The end of a period that does not end: that of the year 9999. */
    public static final Instant NEVER = Instant.parse("+10000-01-01T00:00:00Z");

    private static final Instant AFTER_NEVER = Instant.parse("+10001-01-01T00:00:00Z");

    public SinglePeriod {
        if (!end.isAfter(Instant.EPOCH) || end.isAfter(NEVER)) {
            throw new IllegalArgumentException("Period ended at " + end
                    + " but must end after 1970 and not after the year 9999; use SinglePeriod.NEVER for no end.");
        }
        end = Instant.ofEpochSecond(end.getEpochSecond());
    }

    @Override
    public Period periodAt(Instant instant) {
        return period(instant.isBefore(end) ? 0 : 1);
    }

    /**
     * Returns a period by its number.
     *
     * @param ordinal 0 for the period, 1 for the time after it
     */
    @Override
    public Period period(long ordinal) {
        return ordinal == 0 ? new Period(0, Instant.EPOCH, end) : new Period(ordinal, end, AFTER_NEVER);
    }
}
