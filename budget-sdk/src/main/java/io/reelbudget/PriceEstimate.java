package io.reelbudget;

import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.price.PriceBreakdown;
import java.util.Arrays;

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

    /**
     * Returns the amount that a hold of a size sets aside: at least one millionth, also for a job that is free. A
     * risk-sized hold depends on the other jobs that run; alone, and before anything was learnt, this is near it.
     */
    public Amount holdFor(HoldSize size) {
        Amount total = (size == HoldSize.MEDIAN ? p50 : p90).total();
        return total.isPositive() ? total : Amount.ofMicros(1, total.unit());
    }

    /** Returns the three quantiles in millionths; sorted, since prices with tiers may fall as times rise. */
    Quantiles micros() {
        double[] totals = {
            p10.total().micros(), p50.total().micros(), p90.total().micros()
        };
        Arrays.sort(totals);
        return new Quantiles(totals[0], totals[1], totals[2]);
    }
}
