package io.reelbudget.job;

/**
 * A prediction as three quantiles: what it will be at most with a probability of 10, 50 and 90 per cent.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param p10 the 10 % quantile, finite
 * @param p50 the median, at least {@code p10}
 * @param p90 the 90 % quantile, at least {@code p50}, finite
 */
public record Quantiles(double p10, double p50, double p90) {

    public Quantiles {
        if (!(Double.isFinite(p10) && p10 <= p50 && p50 <= p90 && Double.isFinite(p90))) {
            throw new IllegalArgumentException("Quantiles were " + p10 + ", " + p50 + ", " + p90
                    + " but must be finite and in rising order; sort them first.");
        }
    }

    /** Returns a certain value. */
    public static Quantiles certain(double value) {
        return new Quantiles(value, value, value);
    }

    /** Returns these quantiles times a factor, zero or more. */
    public Quantiles times(double factor) {
        return new Quantiles(p10 * factor, p50 * factor, p90 * factor);
    }
}
