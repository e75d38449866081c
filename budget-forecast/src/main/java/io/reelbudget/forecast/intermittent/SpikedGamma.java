package io.reelbudget.forecast.intermittent;

import org.apache.commons.math3.distribution.GammaDistribution;

/**
 * An amount that is zero with some probability, and otherwise of a gamma distribution: never negative, with a long
 * tail.
 *
 * @param probability how likely it is more than zero, 0 to 1
 * @param mean of what is more than zero
 * @param variance of what is more than zero; 0 for an amount that is always the same
 */
record SpikedGamma(double probability, double mean, double variance) {

    /** So regular is a gamma of this shape that its mean stands for all of it. */
    private static final double MOST_SHAPE = 1e6;

    /** So lumpy is a gamma below this shape that its quantiles are zero but for the very highest. */
    private static final double LEAST_SHAPE = 1e-3;

    private static final double ACCURACY = 1e-7;

    double expected() {
        return probability * mean;
    }

    double quantile(double level) {
        double within = (level - (1 - probability)) / probability;
        if (!(within > 0) || !(mean > 0)) {
            return 0;
        }
        double shape = mean * mean / variance;
        if (!(shape < MOST_SHAPE)) {
            return mean;
        }
        double held = Math.max(LEAST_SHAPE, shape);
        return new GammaDistribution(null, held, mean / held, ACCURACY).inverseCumulativeProbability(within);
    }
}
