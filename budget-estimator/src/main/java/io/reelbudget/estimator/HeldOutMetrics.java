package io.reelbudget.estimator;

/**
 * How well a model did on sources that it was not trained on.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param rows how many held-out jobs
 * @param medianError median of |P50 / actual − 1|
 * @param meanError mean of |P50 / actual − 1|
 * @param totalError sum of P50 / sum of actual − 1
 * @param p90Coverage share of jobs at or under P90, after the offset, which was fitted on other held-out sources
 * @param rawP90Coverage share of jobs at or under the trees' own P90
 */
public record HeldOutMetrics(
        int rows, double medianError, double meanError, double totalError, double p90Coverage, double rawP90Coverage) {}
