package io.reelbudget.estimator;

import io.reelbudget.job.Quantiles;

/**
 * A linear formula for a logarithm, and how far P10 and P90 lie from it, measured on sources that were left out.
 *
 * <p>This class is immutable and thread-safe as long as nobody writes to its array.
 *
 * @param weights by term of {@link RenditionTerms}
 * @param p10 what P10 is away from the middle, zero or less
 * @param p50 what P50 is away from the formula
 * @param p90 what P90 is away from the middle, zero or more
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SpreadFormula(double[] weights, double p10, double p50, double p90) {

    public SpreadFormula {
        Weights.require(weights);
        if (!(p10 <= 0 && p90 >= 0 && Double.isFinite(p10 + p50 + p90))) {
            throw new IllegalArgumentException("Spread was " + p10 + ", " + p50 + ", " + p90
                    + " but must be zero or less, finite, and zero or more; train the model anew.");
        }
    }

    /** Returns the quantiles of a value whose logarithm relative to a unit this formula gives. */
    Quantiles of(double[] terms, double unit) {
        double middle = Weights.dot(weights, terms) + p50;
        return new Quantiles(
                unit * Math.exp(LogQuantiles.bounded(middle + p10)),
                unit * Math.exp(LogQuantiles.bounded(middle)),
                unit * Math.exp(LogQuantiles.bounded(middle + p90)));
    }
}
