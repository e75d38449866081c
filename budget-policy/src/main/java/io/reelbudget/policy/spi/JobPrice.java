package io.reelbudget.policy.spi;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;

/**
 * What a job is expected to take and to cost.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param estimate how much processor time
 * @param micros how much of the account's unit, in millionths, zero or more
 */
public record JobPrice(CostEstimate estimate, Quantiles micros) {}
