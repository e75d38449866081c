package io.reelbudget.job;

import java.util.List;

/**
 * Says how much processor time a job takes before it runs.
 *
 * <p>Implementations are thread-safe and quick enough to be asked before every job.
 */
public interface CostEstimator {

    /** Returns an estimate for any valid job; a job is never refused for want of a model. */
    CostEstimate estimate(TranscodeJob job);

    /**
     * Returns an estimate for many jobs together, whose quantiles are not the sums of the jobs' quantiles.
     *
     * <p>Unless an implementation knows better, errors go together as {@link ErrorCorrelation#prior()} says.
     *
     * @param jobs 1 to {@link BatchEstimate#MAX_JOBS}
     */
    default BatchEstimate estimateTogether(List<TranscodeJob> jobs) {
        return BatchEstimate.of(jobs, jobs.stream().map(this::estimate).toList(), ErrorCorrelation.prior());
    }

    /** Takes note of what a job really took, so that later estimates are better. */
    void learn(FinishedJob finished);
}
