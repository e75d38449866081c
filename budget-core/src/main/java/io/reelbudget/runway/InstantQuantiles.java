package io.reelbudget.runway;

import java.time.Instant;

/**
 * An instant as three quantiles: by when it has come with a probability of 10, 50 and 90 per cent.
 *
 * @param p10 the 10 % quantile
 * @param p50 the median, not before {@code p10}
 * @param p90 the 90 % quantile, not before {@code p50}
 */
public record InstantQuantiles(Instant p10, Instant p50, Instant p90) {

    public InstantQuantiles {
        if (p50.isBefore(p10) || p90.isBefore(p50)) {
            throw new IllegalArgumentException("Instants were " + p10 + ", " + p50 + ", " + p90
                    + " but must be in rising order; sort them first.");
        }
    }
}
