package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.fitting.LevenbergMarquardt;
import io.reelbudget.forecast.fitting.LevenbergMarquardt.Minimum;
import io.reelbudget.forecast.smoothing.EtsForm.Season;
import io.reelbudget.forecast.smoothing.EtsForm.Trend;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds the weights of a model with two seasons; its first state is by rule of thumb from two long seasons. */
final class DoubleSeasonalFit {

    private static final double[][] STARTS = {{-3, -3, -1.5, -1.5, 1}, {-1, -3, -3, -3, 0.5}};
    private static final double[][] DAMPED_STARTS = {{-3, -3, -1.5, -1.5, 1, 1}, {-1, -3, -3, -3, 0.5, 3}};
    private static final double LEAST_DAMPING = 0.8;

    /** Over a week of hours a slope that dies away this slowly still loses a seventh. */
    private static final double MOST_DAMPING = 0.999;

    private static final int EVALUATIONS = 120;
    private static final double EDGE = 1e-4;

    /** Echoes die away: by a hundred hours one is gone. */
    private static final double MOST_ECHO = 0.99;

    private final Season kind;
    private final Trend trend;
    private final double[] values;
    private final int brief;
    private final int extended;
    private final DoublePlace start;

    DoubleSeasonalFit(Season kind, Trend trend, double[] values, int brief, int extended) {
        this.kind = kind;
        this.trend = trend;
        this.values = values;
        this.brief = brief;
        this.extended = extended;
        this.start = start();
    }

    FittedDoubleSeasonal search() {
        Minimum best = Arrays.stream(trend == Trend.DAMPED ? DAMPED_STARTS : STARTS)
                .map(from -> LevenbergMarquardt.minimise(this::residuals, from, EVALUATIONS))
                .min(Comparator.comparingDouble(Minimum::squares))
                .orElseThrow();
        DoubleWeights weights = weights(best.point());
        DoublePlace place = from(start, weights);
        for (double value : values) {
            place.absorb(value);
        }
        int numbers = trend == Trend.NONE ? 4 : trend == Trend.ADDITIVE ? 5 : 6;
        double variance = best.squares() / Math.max(1, values.length - extended - numbers);
        return new FittedDoubleSeasonal(kind, weights, variance, place);
    }

    private double @Nullable [] residuals(double[] free) {
        DoublePlace place = from(start, weights(free));
        double[] residuals = new double[values.length - extended];
        for (int t = 0; t < values.length; t++) {
            double error = place.absorb(values[t]);
            if (t >= extended) {
                residuals[t - extended] = error;
            }
        }
        return residuals;
    }

    private DoublePlace from(DoublePlace first, DoubleWeights weights) {
        return new DoublePlace(
                kind,
                weights,
                first.floor(),
                first.level(),
                first.slope(),
                first.brief(),
                first.extended(),
                first.lastError());
    }

    private DoubleWeights weights(double[] free) {
        return new DoubleWeights(
                logistic(free[0]),
                trend == Trend.NONE ? 0 : logistic(free[1]),
                logistic(free[2]),
                logistic(free[3]),
                MOST_ECHO * Math.tanh(free[4]),
                trend == Trend.DAMPED ? LEAST_DAMPING + (MOST_DAMPING - LEAST_DAMPING) * logistic(free[5]) : 1);
    }

    private static double logistic(double x) {
        return EDGE + (1 - 2 * EDGE) / (1 + Math.exp(-x));
    }

    /**
     * Takes a line through the first two long seasons' means off them; what is left is the long season, split in two.
     */
    private DoublePlace start() {
        double first = mean(0);
        double second = mean(extended);
        double slope = trend == Trend.NONE ? 0 : (second - first) / extended;
        double level = trend == Trend.NONE ? (first + second) / 2 : first - slope * (extended + 1) / 2.0;
        double[] rest = new double[2 * extended];
        for (int t = 0; t < rest.length; t++) {
            double line = level + slope * (t + 1);
            rest[t] = factors() ? values[t] / line : values[t] - line;
        }
        double[] d = averages(rest, brief);
        for (int t = 0; t < rest.length; t++) {
            rest[t] = factors() ? rest[t] / d[t % brief] : rest[t] - d[t % brief];
        }
        DoubleWeights none = new DoubleWeights(0, 0, 0, 0, 0, 1);
        double floor = factors() ? EtsPlace.floor(values) : Double.NEGATIVE_INFINITY;
        return new DoublePlace(kind, none, floor, level, slope, d, averages(rest, extended), 0);
    }

    private boolean factors() {
        return kind == Season.MULTIPLICATIVE;
    }

    private double mean(int from) {
        return Arrays.stream(values, from, from + extended).average().orElseThrow();
    }

    private static double[] averages(double[] rest, int period) {
        double[] sums = new double[period];
        int[] counts = new int[period];
        for (int t = 0; t < rest.length; t++) {
            sums[t % period] += rest[t];
            counts[t % period]++;
        }
        Arrays.setAll(sums, i -> sums[i] / counts[i]);
        return sums;
    }
}
