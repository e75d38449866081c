package io.reelbudget.account;

import java.time.Duration;
import java.time.Instant;

/**
 * One span of a plan's rule, half-open: the start belongs to it, the end to the next.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param ordinal the number of this period by its rule; consecutive periods have consecutive numbers
 * @param start the first instant that belongs to it
 * @param end the first instant that no longer does, later than {@code start}
 */
public record Period(long ordinal, Instant start, Instant end) {

    public Period {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException(
                    "Period ended at " + end + " but must end after its start " + start + "; give a later end.");
        }
    }

    /** Returns whether an instant belongs to this period. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    /** Returns how long it is in elapsed time. */
    public Duration length() {
        return Duration.between(start, end);
    }
}
