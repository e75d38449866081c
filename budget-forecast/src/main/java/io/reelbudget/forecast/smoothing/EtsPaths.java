package io.reelbudget.forecast.smoothing;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Quantiles of a model's simulated future, for models whose variance has no closed form. */
final class EtsPaths {

    /** The 2.5 per cent quantile's own error is then a tenth of the deviation. */
    static final int PATHS = 2_000;

    /** Always the same paths: forecasts of the same model do not differ, and the next hour's are not redrawn. */
    private static final long SEED = 0x5eed_0e75L;

    /** No error takes more than this share of what was expected: values stay positive. */
    private static final double MOST_LOST = 1 - EtsPlace.LEAST_SHARE;

    private EtsPaths() {}

    /** Returns, for each level, one quantile a step. */
    static double[][] quantiles(EtsForm form, EtsPlace place, double variance, int horizon, double[] levels) {
        SplittableRandom random = new SplittableRandom(SEED);
        double deviation = Math.sqrt(variance);
        double[][] values = new double[horizon][PATHS];
        for (int path = 0; path < PATHS; path++) {
            EtsPlace ahead = place.copy();
            for (int step = 0; step < horizon; step++) {
                double error = deviation * random.nextGaussian();
                // Errors that add are not cut off in the path itself: cut ones would drive it upwards.
                double value = form.error() == EtsForm.Errors.MULTIPLICATIVE
                        ? Math.max(ahead.expected(), place.floor()) * (1 + Math.max(-MOST_LOST, error))
                        : ahead.expected() + error;
                values[step][path] = Math.max(value, place.floor());
                ahead.absorb(value);
            }
        }
        return quantiles(values, levels);
    }

    /** Returns, for each level, one quantile a step, of the values that the paths have there; sorts them. */
    static double[][] quantiles(double[][] values, double[] levels) {
        double[][] quantiles = new double[levels.length][values.length];
        for (int step = 0; step < values.length; step++) {
            Arrays.sort(values[step]);
            for (int i = 0; i < levels.length; i++) {
                quantiles[i][step] = quantile(values[step], levels[i]);
            }
        }
        return quantiles;
    }

    /** Returns a quantile between the order statistics on either side. */
    private static double quantile(double[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
