package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import java.util.List;

/**
 * The host's queue: what waits for an account, and how that is changed.
 *
 * <p>{@link #queued} is asked before every decision, so it should answer within milliseconds; the other calls follow a
 * decision. A call that has not returned within the monitor's time-out is interrupted and counted as failed, though it
 * may have had its effect. {@link #pause} and {@link #resume} then come again with the same key until they succeed or
 * are overtaken by their opposite; replacements are planned afresh from what is queued. Implementations are thread-safe
 * and do not call the monitor.
 */
public interface JobQueue {

    /**
     * Returns the jobs that wait for an account and those below it, in the order in which they will run. What runs
     * already is not among them: it has a hold.
     */
    List<QueuedJob> queued(AccountPath account);

    /**
     * Puts other jobs in the place of queued ones, keeping what was requested.
     *
     * @param key the same key means the same call: carry it out once, and answer alike
     * @return the ids of those that were replaced; one that has started or gone since is left as it is and left out
     */
    List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key);

    /**
     * Stops new jobs of an account, and of those below it, from being taken; what is queued or runs goes on. The
     * monitor answers {@code admissionPaused} by itself, so a queue that asks there has nothing to do here.
     *
     * @param reason why, in one sentence for people
     */
    void pause(AccountPath account, IdempotencyKey key, String reason);

    /** Takes new jobs of an account again. */
    void resume(AccountPath account, IdempotencyKey key, String reason);

    /** Returns a queue for hosts that have none: nothing ever waits in it. */
    static JobQueue none() {
        return NoQueue.INSTANCE;
    }
}
