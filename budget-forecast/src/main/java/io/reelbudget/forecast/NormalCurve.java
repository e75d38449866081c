package io.reelbudget.forecast;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The standard normal distribution function, for where it is asked for hundreds of times a forecast: between points
 * that lie 1/64 apart a cubic through their values and slopes, within 1e-9 of the exact one everywhere.
 *
 * <p>Stateless and thread-safe.
 */
final class NormalCurve {

    /** Beyond so many deviations there is less than 1e-9. */
    private static final int FARTHEST = 6;

    private static final int STEPS_A_DEVIATION = 64;
    private static final int POINTS = 2 * FARTHEST * STEPS_A_DEVIATION + 1;
    private static final double[] VALUES = new double[POINTS];

    /** Slopes per step. */
    private static final double[] SLOPES = new double[POINTS];

    static {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        for (int i = 0; i < POINTS; i++) {
            double z = (double) i / STEPS_A_DEVIATION - FARTHEST;
            VALUES[i] = normal.cumulativeProbability(z);
            SLOPES[i] = normal.density(z) / STEPS_A_DEVIATION;
        }
    }

    private NormalCurve() {}

    /** Returns how likely a standard normal variable is at least so much. */
    static double exceeds(double z) {
        double place = (FARTHEST - z) * STEPS_A_DEVIATION;
        if (place <= 0) {
            return 0;
        }
        if (place >= POINTS - 1) {
            return 1;
        }
        int i = (int) place;
        double t = place - i;
        double rest = 1 - t;
        return rest * rest * ((1 + 2 * t) * VALUES[i] + t * SLOPES[i])
                + t * t * ((3 - 2 * t) * VALUES[i + 1] - rest * SLOPES[i + 1]);
    }
}
