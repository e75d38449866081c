package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.Work;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

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

    /** Returns what prices the estimates of an estimator by a rate card, without licences and volumes. */
    static JobPricing of(CostEstimator estimator, RateCard card) {
        return of(estimator, PriceBook.of(card), card.effectiveFrom());
    }

    /** Returns what prices the estimates of an estimator by a book, as of an instant and by nobody's volume. */
    static JobPricing of(CostEstimator estimator, PriceBook book, Instant quotedAt) {
        return of(estimator, (job, cpu) -> book.price(job, cpu, quotedAt));
    }

    /** Returns what prices the estimates of an estimator by an engine, as for an account, and by nobody's volume. */
    static JobPricing of(CostEstimator estimator, PricingEngine engine, AccountPath account, Instant quotedAt) {
        return of(
                estimator,
                (job, cpu) -> engine.price(new PriceRequest(
                        account,
                        job,
                        cpu,
                        Work.Ending.FINISHED,
                        PriceProfile.standard(),
                        quotedAt,
                        Optional.empty(),
                        Meters.none())));
    }

    private static JobPricing of(CostEstimator estimator, BiFunction<TranscodeJob, CpuTime, PriceBreakdown> prices) {
        return job -> {
            CostEstimate estimate = estimator.estimate(job);
            Quantiles cpu = estimate.cpuSeconds();
            return new JobPrice(
                    estimate,
                    new Quantiles(
                            micros(prices, job, cpu.p10()),
                            micros(prices, job, cpu.p50()),
                            micros(prices, job, cpu.p90())));
        };
    }

    private static double micros(
            BiFunction<TranscodeJob, CpuTime, PriceBreakdown> prices, TranscodeJob job, double cpuSeconds) {
        return prices.apply(job, CpuTime.ofSeconds(cpuSeconds)).total().micros();
    }
}
