package io.reelbudget.runway;

import io.reelbudget.job.Quantiles;
import java.time.Instant;

/**
 * Spending that is known before it happens: a running job's hold, a queued job, an announced event.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param kind how certain it is and where it is known from
 * @param micros what it is expected to cost, in millionths of the account's unit
 * @param from when its spending begins
 * @param until when its spending ends, not before {@code from}
 */
public record CommittedSpend(Kind kind, Quantiles micros, Instant from, Instant until) {

    /** Where spending is known from. */
    public enum Kind {
        /** An open hold of a job that runs. */
        HOLD,
        /** A job that waits. */
        QUEUE,
        /** An event that the account's owner announced. */
        ANNOUNCED
    }

    public CommittedSpend {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException(
                    "Spending ended at " + until + " but must not end before it begins at " + from + "; swap the two.");
        }
        if (!(micros.p10() >= 0)) {
            throw new IllegalArgumentException(
                    "Spending's P10 was " + micros.p10() + " but must be zero or more; refunds are no spending.");
        }
    }
}
