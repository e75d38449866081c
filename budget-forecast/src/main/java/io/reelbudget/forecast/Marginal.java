package io.reelbudget.forecast;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;

/**
 * The distribution of an amount that is never negative, by its mean and variance: a gamma distribution, or a certain
 * value where the variance is zero.
 *
 * <p>Gamma since a total of lumps that arrive at random has a tail like it, sums of it at one rate stay in the family,
 * and it is the only common one that can be the marginal of a process which never falls and has even increments.
 *
 * <p>For a shape of {@value #NEARLY_NORMAL} or more by Wilson and Hilferty's cube root (<i>The distribution of
 * chi-square</i>, PNAS 17, 1931), within 0.0005 there; below by the incomplete gamma function.
 *
 * @param mean the mean, zero or more
 * @param variance the variance, zero or more
 */
record Marginal(double mean, double variance) {

    /** The standard normal distribution's quantile for 90 %. */
    static final double NORMAL_P90 = 1.2815515655446004;

    /** Beyond so many deviations the probability is less than 1e-9: most of a curve's points are. */
    private static final double SURE = 6;

    private static final double NEARLY_NORMAL = 30;

    /** From here on quantiles by the cube root are within half a per cent of a standard deviation or so. */
    private static final double SMOOTH_QUANTILE = 2;

    /** A coefficient of variation this small, squared, is rounding. */
    private static final double CERTAIN = 1e-18;

    private static final double ROUNDING = 1e-12;
    private static final double PRECISION = 1e-9;
    private static final int MAX_ITERATIONS = 10_000;
    private static final int MAX_NEWTON_STEPS = 40;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Returns the quantile of the standard normal distribution to a probability. */
    static double normalQuantile(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }

    /** Returns how likely the amount is at least so much. */
    double exceeds(double amount) {
        if (amount <= 0) {
            return 1;
        }
        if (mean <= 0) {
            return 0;
        }
        if (isCertain()) {
            return mean >= amount * (1 - ROUNDING) ? 1 : 0;
        }
        double shape = shape();
        double ratio = amount / mean;
        if (shape >= NEARLY_NORMAL) {
            double middle = 1 - 1 / (9 * shape);
            double deviation = 1 / (3 * Math.sqrt(shape));
            if (ratio >= cubed(middle + SURE * deviation)) {
                return 0;
            }
            return ratio <= cubed(middle - SURE * deviation)
                    ? 1
                    : NormalCurve.exceeds((Math.cbrt(ratio) - middle) / deviation);
        }
        double x = shape * ratio;
        return x > 800 ? 0 : Gamma.regularizedGammaQ(shape, x, PRECISION, MAX_ITERATIONS);
    }

    /**
     * Returns a quantile.
     *
     * @param normal the quantile of the standard normal distribution to the same probability, such as 1.2816 for 90 %
     */
    double quantile(double normal) {
        if (mean <= 0 || isCertain()) {
            return Math.max(0, mean);
        }
        double shape = shape();
        return shape >= SMOOTH_QUANTILE
                ? mean * cubed(1 - 1 / (9 * shape) + normal / (3 * Math.sqrt(shape)))
                : variance / mean * standardQuantile(shape, normal);
    }

    boolean isCertain() {
        return variance <= CERTAIN * mean * mean;
    }

    private double shape() {
        return mean * (mean / variance);
    }

    /** Newton's steps in the logarithm, from the exact limit for small amounts: the rest of the density is flat. */
    private static double standardQuantile(double shape, double normal) {
        double wanted = NORMAL.cumulativeProbability(normal);
        double logGamma = Gamma.logGamma(shape);
        double log = (Math.log(wanted) + logGamma + Math.log(shape)) / shape;
        for (int i = 0; i < MAX_NEWTON_STEPS && log > -700; i++) {
            double x = Math.exp(log);
            double miss = Gamma.regularizedGammaP(shape, x, PRECISION, MAX_ITERATIONS) - wanted;
            double slope = Math.exp(shape * log - x - logGamma);
            double step = Math.max(-1, Math.min(1, miss / Math.max(slope, Double.MIN_NORMAL)));
            log -= step;
            if (Math.abs(step) < 1e-7) {
                break;
            }
        }
        return Math.exp(log);
    }

    private static double cubed(double root) {
        return root <= 0 ? 0 : root * root * root;
    }
}
