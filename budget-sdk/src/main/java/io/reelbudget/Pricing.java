package io.reelbudget;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.PriceBreakdown;
import io.reelbudget.rate.RateCard;

/** Prices estimates and final charges with the same rate card and the same code. */
final class Pricing {

    private Pricing() {}

    static PriceEstimate expected(RateCard card, TranscodeJob job, CostEstimate estimate) {
        return new PriceEstimate(
                charge(card, job, estimate.cpuSeconds().p10()),
                charge(card, job, estimate.cpuSeconds().p50()),
                charge(card, job, estimate.cpuSeconds().p90()));
    }

    static PriceBreakdown charge(RateCard card, TranscodeJob job, double cpuSeconds) {
        return card.price(job, CpuTime.ofSeconds(cpuSeconds));
    }

    static PriceBreakdown attempt(RateCard card, TranscodeJob job, double cpuSeconds) {
        return card.priceAttempt(job, CpuTime.ofSeconds(cpuSeconds));
    }
}
