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
 * may have had its effect. Orders such as {@link #pause} then come again with the same key until they succeed or are
 * overtaken by their opposite; replacements are planned afresh from what is queued. Implementations are thread-safe and
 * do not call the monitor.
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

    /**
     * Stops new jobs from being taken until somebody has approved of each. The monitor answers {@code admissionGate} by
     * itself, so a queue that asks there has nothing to do here: as long as it is not overridden, this does nothing.
     *
     * @param reason why, in one sentence for people
     */
    default void requireApproval(AccountPath account, IdempotencyKey key, String reason) {}

    /** Takes new jobs without approvals again; as long as it is not overridden, this does nothing. */
    default void waiveApproval(AccountPath account, IdempotencyKey key, String reason) {}

    /**
     * Runs no more than so many jobs of an account, and of those below it, at once; those beyond that which run already
     * are finished.
     *
     * @param mostAtOnce one or more
     * @param reason why, in one sentence for people
     * @throws UnsupportedOperationException where the queue cannot, which is recorded and not tried again; so unless
     *     overridden
     */
    default void slowDown(AccountPath account, int mostAtOnce, IdempotencyKey key, String reason) {
        throw new UnsupportedOperationException(
                "The queue runs as many jobs as it does; override JobQueue.slowDown to have it run fewer.");
    }

    /**
     * Runs as many jobs at once as usual again.
     *
     * @throws UnsupportedOperationException as {@link #slowDown}
     */
    default void fullSpeed(AccountPath account, IdempotencyKey key, String reason) {
        throw new UnsupportedOperationException(
                "The queue runs as many jobs as it does; override JobQueue.fullSpeed beside JobQueue.slowDown.");
    }

    /**
     * Begins no more jobs of an account, and of those below it; those that run are finished, those that wait stay.
     *
     * @param reason why, in one sentence for people
     * @throws UnsupportedOperationException where the queue cannot, which is recorded and not tried again; so unless
     *     overridden
     */
    default void drain(AccountPath account, IdempotencyKey key, String reason) {
        throw new UnsupportedOperationException(
                "The queue begins its jobs when it can; override JobQueue.drain to have it hold them back.");
    }

    /**
     * Begins queued jobs again.
     *
     * @throws UnsupportedOperationException as {@link #drain}
     */
    default void startQueued(AccountPath account, IdempotencyKey key, String reason) {
        throw new UnsupportedOperationException(
                "The queue begins its jobs when it can; override JobQueue.startQueued beside JobQueue.drain.");
    }

    /**
     * Ends the jobs of an account, and of those below it, that run now; the host captures what they used and may queue
     * them again.
     *
     * @param reason why, in one sentence for people
     * @throws UnsupportedOperationException where the queue cannot, which is recorded and not tried again; so unless
     *     overridden
     */
    default void cancel(AccountPath account, IdempotencyKey key, String reason) {
        throw new UnsupportedOperationException(
                "The queue lets its jobs finish; override JobQueue.cancel to have it end them.");
    }

    /** Returns a queue for hosts that have none: nothing ever waits in it. */
    static JobQueue none() {
        return NoQueue.INSTANCE;
    }
}
