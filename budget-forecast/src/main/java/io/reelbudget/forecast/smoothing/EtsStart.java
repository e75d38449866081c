package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.fitting.LeastSquares;
import io.reelbudget.forecast.smoothing.EtsForm.Season;
import java.util.Arrays;

/**
 * A first state by rule of thumb: the season from the averages of a classical decomposition, level and slope from a
 * line through the first values without it. Source: Hyndman, Koehler, Ord and Snyder, <i>Forecasting with Exponential
 * Smoothing</i>, Springer 2008, section 2.6.
 */
final class EtsStart {

    private final double level;
    private final double slope;
    private final double[] season;

    EtsStart(double level, double slope, double[] season) {
        this.level = level;
        this.slope = slope;
        this.season = season;
    }

    double level() {
        return level;
    }

    double slope() {
        return slope;
    }

    double[] season() {
        return season;
    }

    private static final int LEAST_VALUES = 10;

    static EtsStart of(EtsForm form, double[] values, int period) {
        double[] season = form.seasonal() ? ClassicalSeason.of(values, period, form.season()) : new double[0];
        int count = Math.min(Math.max(LEAST_VALUES, form.seasonal() ? 2 * period : 0), values.length);
        double[] first = new double[count];
        for (int t = 0; t < count; t++) {
            first[t] = switch (form.season()) {
                case NONE -> values[t];
                case ADDITIVE -> values[t] - season[t % period];
                case MULTIPLICATIVE -> values[t] / season[t % period];
            };
        }
        if (!form.trending()) {
            return new EtsStart(Arrays.stream(first).average().orElseThrow(), 0, season);
        }
        double[] ones = new double[count];
        double[] time = new double[count];
        Arrays.fill(ones, 1);
        Arrays.setAll(time, t -> t + 1.0);
        double[] line = LeastSquares.of(new double[][] {ones, time}, first).coefficients();
        return new EtsStart(line[0], line[1], season);
    }

    /** Returns this start with half the slope and half the season. */
    EtsStart flattened(EtsForm form) {
        double[] flatter = season.clone();
        double neutral = form.season() == Season.MULTIPLICATIVE ? 1 : 0;
        Arrays.setAll(flatter, i -> neutral + (season[i] - neutral) / 2);
        return new EtsStart(level, slope / 2, flatter);
    }
}
