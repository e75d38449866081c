package io.reelbudget.policy.spi;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.TranscodeJob;
import java.time.Instant;
import java.util.Optional;

/**
 * A job that waits, and what it is expected to cost.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param job what will run
 * @param estimate how much processor time it is expected to take
 * @param priceMicros what it is expected to cost, in millionths of the account's unit, zero or more
 * @param requested the job as its owner asked for it: the same as {@code job} unless its quality was reduced
 * @param submitted when it was submitted, from which its deadline counts
 */
public record QueuedJob(
        TranscodeJob job, CostEstimate estimate, Quantiles priceMicros, TranscodeJob requested, Instant submitted) {

    public QueuedJob {
        if (!job.id().equals(requested.id())) {
            throw new IllegalArgumentException("Queued job was '" + job.id() + "' but must have the id of what was"
                    + " requested, '" + requested.id() + "'; a reduced job keeps its id.");
        }
        if (!(priceMicros.p10() >= 0)) {
            throw new IllegalArgumentException("Price of job '" + job.id() + "' had a P10 of " + priceMicros.p10()
                    + " millionths but must be zero or more; check the rate card.");
        }
    }

    /** Returns a job that waits as it was requested. */
    public static QueuedJob of(TranscodeJob job, JobPrice price, Instant submitted) {
        return new QueuedJob(job, price.estimate(), price.micros(), job, submitted);
    }

    /** Returns this place in the queue with another job in it, of which the request is kept. */
    public QueuedJob with(TranscodeJob otherJob, JobPrice price) {
        return new QueuedJob(otherJob, price.estimate(), price.micros(), requested, submitted);
    }

    /** Returns whether it will run otherwise than it was requested. */
    public boolean isReduced() {
        return !job.equals(requested);
    }

    /** Returns the instant by which it is wanted, if it has a deadline. */
    public Optional<Instant> due() {
        ServiceLevel wanted = job.serviceLevel();
        return wanted.deadline().map(submitted::plus);
    }
}
