package io.reelbudget.estimator;

import io.reelbudget.job.Quantiles;

/**
 * What a job will cost, as its model's history has it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param cost P10, P50 and P90, in the unit of the work
 * @param mean the expected cost: the one to add up over many jobs, which P50 is not
 * @param view the name of the set of inputs it rests on
 * @param optionKnown whether the training data had this very set of settings
 */
public record HistoryEstimate(Quantiles cost, double mean, String view, boolean optionKnown) {}
