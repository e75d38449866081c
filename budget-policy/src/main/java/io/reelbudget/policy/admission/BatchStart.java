package io.reelbudget.policy.admission;

import java.time.Instant;
import java.util.List;

/**
 * A time at which a job of a batch may start, with what that takes.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param at when
 * @param askedMicros how much has to be free in each purse, in millionths; zero or more
 * @param costMicros what the job is expected to cost then, in millionths; zero or more
 * @param purses the numbers of the purses that pay
 */
public record BatchStart(Instant at, long askedMicros, long costMicros, List<Integer> purses) {

    public BatchStart {
        if (askedMicros < 0 || costMicros < 0) {
            throw new IllegalArgumentException("Start at " + at + " asked for " + askedMicros + " and cost "
                    + costMicros + " millionths but both must be zero or more; check the prices.");
        }
        purses = List.copyOf(purses);
    }
}
