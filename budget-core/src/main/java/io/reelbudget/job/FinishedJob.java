package io.reelbudget.job;

/**
 * A job that ran to its end, and what it really took: what an estimator learns from.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param job what ran
 * @param estimate what had been expected
 * @param cpuSeconds what it took, seconds of one processor's time, zero or more
 */
public record FinishedJob(TranscodeJob job, CostEstimate estimate, double cpuSeconds) {

    public FinishedJob {
        Checks.requireNotNegative("CPU seconds of job '" + job.id() + "'", cpuSeconds);
    }
}
