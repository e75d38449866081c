package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import java.util.List;

/** The queue of a host that runs every job at once. Admission is paused by the monitor alone. */
enum NoQueue implements JobQueue {
    INSTANCE;

    @Override
    public List<QueuedJob> queued(AccountPath account) {
        return List.of();
    }

    @Override
    public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
        return List.of();
    }

    @Override
    public void pause(AccountPath account, IdempotencyKey key, String reason) {}

    @Override
    public void resume(AccountPath account, IdempotencyKey key, String reason) {}

    /** Nothing waits that could begin. */
    @Override
    public void drain(AccountPath account, IdempotencyKey key, String reason) {}

    @Override
    public void startQueued(AccountPath account, IdempotencyKey key, String reason) {}
}
