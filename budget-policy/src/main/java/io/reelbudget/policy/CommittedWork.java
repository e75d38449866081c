package io.reelbudget.policy;

import io.reelbudget.ledger.OpenHold;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.runway.CommittedSpend;
import java.time.Instant;
import java.util.List;

/**
 * Says when the jobs that run and wait will spend how much.
 *
 * <p>Implementations are thread-safe and have no effects.
 */
@FunctionalInterface
public interface CommittedWork {

    /** The label of a hold that says what its job is expected to cost at the median, as a decimal such as 1.25. */
    String LABEL_P50 = "expected.p50";

    /** The label that says what its job is expected to cost with a probability of 10 % at most. */
    String LABEL_P10 = "expected.p10";

    /** The label that says what its job is expected to cost with a probability of 90 % at most. */
    String LABEL_P90 = "expected.p90";

    /** The label that says when its job is expected to be finished, as an ISO-8601 instant. */
    String LABEL_FINISH = "expected.finish";

    /** Returns what will be spent by the jobs that run and those that wait. */
    List<CommittedSpend> spending(Instant now, List<OpenHold> holds, List<QueuedJob> queue);

    /**
     * Returns the work of a service that begins its jobs in order as processors get free.
     *
     * <p>A queued job begins when those before it are done and takes its median processor time on all processors
     * together. A hold costs what its labels say and ends when they say; one without legible labels costs what it
     * holds, by the end of its lease.
     *
     * @param processors how many processors work for the account at once, more than zero
     */
    static CommittedWork onProcessors(double processors) {
        return new FluidWork(processors);
    }
}
