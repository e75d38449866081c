package io.reelbudget;

import io.reelbudget.money.Amount;
import io.reelbudget.price.PriceBreakdown;

/**
 * What a job is expected to cost, as three quantiles, each with its parts.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param p10 the price at the 10 % quantile of the processor time
 * @param p50 the price at the median
 * @param p90 the price at the 90 % quantile
 */
public record PriceEstimate(PriceBreakdown p10, PriceBreakdown p50, PriceBreakdown p90) {

    /** Returns the amount that a hold of a size sets aside: at least one millionth, also for a job that is free. */
    public Amount holdFor(HoldSize size) {
        Amount total = (size == HoldSize.MEDIAN ? p50 : p90).total();
        return total.isPositive() ? total : Amount.ofMicros(1, total.unit());
    }
}
