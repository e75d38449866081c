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

    /**
     * Returns the expected value that three quantiles imply where nothing else is known: 0.3 P10 + 0.4 P50 + 0.3 P90
     * (Swanson's rule; Hurst, Brown and Swanson 2000, AAPG Bulletin 84). Of a lognormal value whose P90 is twice its
     * median it is 0.6 % too low, of one whose P90 is four times its median 7 %.
     */
    public double impliedMean() {
        return 0.3 * p10 + 0.4 * p50 + 0.3 * p90;
    }

    /** Returns these quantiles times a factor, zero or more. */
    public Quantiles times(double factor) {
        return new Quantiles(p10 * factor, p50 * factor, p90 * factor);
    }
}
