package io.reelbudget.forecast;

import io.reelbudget.job.Quantiles;

/**
 * The distribution of what is spent from now until any instant, known spending and what comes beyond it.
 *
 * <p>Implementations are immutable and thread-safe.
 */
interface SpendOutlook {

    /** Returns how likely at least so much is spent until so many hours from now; 1 for nothing or less. */
    double exceeds(double micros, double hours);

    /** Returns what is spent until so many hours from now. */
    Quantiles quantiles(double hours);

    /** Returns what is expected beyond known spending until so many hours from now. */
    double arrivals(double hours);
}
