package io.reelbudget.account;

import java.time.Duration;
import java.time.Instant;

/**
 * Periods of one length in elapsed time, whatever the calendar says: 30 days are 2,592,000 seconds, not a month.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param length how long each is: whole seconds, one minute to 3,660 days
 * @param anchor an instant at which one begins, cut to the second
 */
public record FixedPeriods(Duration length, Instant anchor) implements Periods {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    public FixedPeriods {
        if (length.compareTo(SHORTEST) < 0
                || length.compareTo(LONGEST) > 0
                || !length.equals(Duration.ofSeconds(length.toSeconds()))) {
            throw new IllegalArgumentException("Period was of " + length + " but must be of whole seconds, from "
                    + SHORTEST + " to " + LONGEST.toDays() + " days; use calendar periods for months.");
        }
        anchor = Instant.ofEpochSecond(anchor.getEpochSecond());
    }

    @Override
    public Period periodAt(Instant instant) {
        return period(Math.floorDiv(instant.getEpochSecond() - anchor.getEpochSecond(), length.toSeconds()));
    }

    /**
     * Returns a period by its number.
     *
     * @param ordinal 0 for the one that begins at the anchor
     */
    @Override
    public Period period(long ordinal) {
        Instant start = anchor.plusSeconds(Math.multiplyExact(ordinal, length.toSeconds()));
        return new Period(ordinal, start, start.plus(length));
    }
}
