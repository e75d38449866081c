package io.reelbudget.job;

/**
 * Says how much processor time a job takes before it runs.
 *
 * <p>Implementations are thread-safe and quick enough to be asked before every job.
 */
public interface CostEstimator {

    /** Returns an estimate for any valid job; a job is never refused for want of a model. */
    CostEstimate estimate(TranscodeJob job);

    /** Takes note of what a job really took, so that later estimates are better. */
    void learn(FinishedJob finished);
}
