package io.reelbudget.policy.spi;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.RateCard;

/**
 * Says what a job would cost, so that a policy can compare renditions before it chooses.
 *
 * <p>Implementations are thread-safe, answer for any valid job, and have no effects. A decision can be replayed as long
 * as the same job gets the same price.
 */
@FunctionalInterface
public interface JobPricing {

    /** Returns the price of a job. */
    JobPrice price(TranscodeJob job);

    /** Returns what prices the estimates of an estimator by a rate card. */
    static JobPricing of(CostEstimator estimator, RateCard card) {
        return job -> {
            CostEstimate estimate = estimator.estimate(job);
            Quantiles cpu = estimate.cpuSeconds();
            return new JobPrice(
                    estimate,
                    new Quantiles(
                            micros(card, job, cpu.p10()), micros(card, job, cpu.p50()), micros(card, job, cpu.p90())));
        };
    }

    private static double micros(RateCard card, TranscodeJob job, double cpuSeconds) {
        return card.price(job, CpuTime.ofSeconds(cpuSeconds)).total().micros();
    }
}
