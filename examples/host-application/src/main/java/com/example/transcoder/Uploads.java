package com.example.transcoder;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The host's queue. Its one customer's policy starts instances, so nothing here is ever replaced or paused. */
final class Uploads implements JobQueue {

    private final Deque<TranscodeJob> waiting = new ArrayDeque<>();
    private final JobPricing pricing;

    Uploads(JobPricing pricing) {
        this.pricing = pricing;
    }

    synchronized void add(TranscodeJob job) {
        waiting.add(job);
    }

    synchronized Optional<TranscodeJob> take() {
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public synchronized List<QueuedJob> queued(AccountPath account) {
        List<QueuedJob> jobs = new ArrayList<>();
        waiting.forEach(job -> jobs.add(QueuedJob.of(job, pricing.price(job), Instant.now())));
        return List.copyOf(jobs);
    }

    @Override
    public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
        return List.of();
    }

    @Override
    public void pause(AccountPath account, IdempotencyKey key, String reason) {}

    @Override
    public void resume(AccountPath account, IdempotencyKey key, String reason) {}
}
