package io.reelbudget.forecast.series;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What is expected of the next steps: a point each, and quantiles at the levels that were asked for.
 *
 * <p>Steps count from 1, the step after the last one observed. The point is where errors are expected to be least; it
 * need not be the mean nor the median. Quantiles of one step never fall as levels rise.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class Forecast {

    /** As many hours as eleven years have: a forecast beyond is a mistake, and its memory must be bounded. */
    static final int MOST_STEPS = 100_000;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final double[] points;
    private final double[] levels;
    private final double[][] quantiles;

    private Forecast(double[] points, double[] levels, double[][] quantiles) {
        this.points = points;
        this.levels = levels;
        this.quantiles = quantiles;
    }

    /**
     * Returns a forecast of given quantiles.
     *
     * @param points one a step, 1 or more, all finite
     * @param levels ascending, above 0 and below 1
     * @param quantiles for each level one a step; never falling from a level to the next
     */
    public static Forecast of(double[] points, double[] levels, double[][] quantiles) {
        requireHorizon(points.length);
        requireLevels(levels);
        requireFinite(points);
        if (quantiles.length != levels.length) {
            throw new IllegalArgumentException("Quantiles were given for " + quantiles.length
                    + " levels but must be for " + levels.length + "; give one row a level.");
        }
        double[][] rows = new double[levels.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = quantiles[i].clone();
            requireRow(rows, i, points.length);
        }
        return new Forecast(points.clone(), levels.clone(), rows);
    }

    /**
     * Returns a forecast whose errors are normal.
     *
     * @param points one a step, 1 or more, all finite
     * @param deviations the standard deviation of each step's error, zero or more
     * @param levels ascending, above 0 and below 1
     */
    public static Forecast normal(double[] points, double[] deviations, double... levels) {
        requireLevels(levels);
        double[][] rows = new double[levels.length][points.length];
        for (int i = 0; i < levels.length; i++) {
            double z = standardNormal(levels[i]);
            for (int step = 0; step < points.length; step++) {
                rows[i][step] = points[step] + z * deviations[step];
            }
        }
        return of(points, levels, rows);
    }

    /** Returns the quantile of the standard normal distribution at a level above 0 and below 1. */
    public static double standardNormal(double level) {
        return level == 0.5 ? 0 : NORMAL.inverseCumulativeProbability(level);
    }

    /** Returns how many steps there are, 1 or more. */
    public int horizon() {
        return points.length;
    }

    /**
     * Returns the point forecast of a step.
     *
     * @param step from 1 to {@link #horizon}
     * @throws IllegalArgumentException if there is no such step
     */
    public double point(int step) {
        return points[requireStep(step) - 1];
    }

    /** Returns a copy of the point forecasts, nearest step first. */
    public double[] points() {
        return points.clone();
    }

    /** Returns a copy of the levels that there are quantiles at, ascending. */
    public double[] levels() {
        return levels.clone();
    }

    /**
     * Returns what a step's value stays at or below with this probability.
     *
     * @param level one of {@link #levels}
     * @param step from 1 to {@link #horizon}
     * @throws IllegalArgumentException if there is no such step, or the level is none that was asked for
     */
    public double quantile(double level, int step) {
        return row(level)[requireStep(step) - 1];
    }

    /**
     * Returns a copy of the quantiles at a level, nearest step first.
     *
     * @param level one of {@link #levels}
     * @throws IllegalArgumentException if the level is none that was asked for
     */
    public double[] quantiles(double level) {
        return row(level).clone();
    }

    private int requireStep(int step) {
        if (step < 1 || step > points.length) {
            throw new IllegalArgumentException("Step was " + step + " but must be 1 to " + points.length
                    + "; steps count from 1, and a longer forecast has more of them.");
        }
        return step;
    }

    private double[] row(double level) {
        int index = Arrays.binarySearch(levels, level);
        if (index < 0) {
            throw new IllegalArgumentException("Quantile was asked at " + level + " but the forecast was made at "
                    + Arrays.toString(levels) + "; name the level when forecasting.");
        }
        return quantiles[index];
    }

    /**
     * Returns this forecast with every number kept within bounds; for values that cannot lie outside them.
     *
     * @param least the least value there can be
     * @param most the largest value there can be, not below the least
     */
    public Forecast within(double least, double most) {
        double[][] rows = new double[quantiles.length][];
        Arrays.setAll(rows, i -> within(quantiles[i], least, most));
        return new Forecast(within(points, least, most), levels, rows);
    }

    private static double[] within(double[] numbers, double least, double most) {
        return Arrays.stream(numbers)
                .map(number -> Math.max(least, Math.min(most, number)))
                .toArray();
    }

    /**
     * Refuses a horizon without a step, or of more than {@value #MOST_STEPS}; for the first line of
     * {@link FittedModel#forecast}.
     *
     * @throws IllegalArgumentException if there are fewer steps than 1 or more than {@value #MOST_STEPS}
     */
    public static int requireHorizon(int steps) {
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("Forecast was asked for " + steps + " steps but must be for 1 to "
                    + MOST_STEPS + "; ask for what can be known, such as 168 hours.");
        }
        return steps;
    }

    /**
     * Refuses levels that are no probabilities in ascending order; for the first lines of {@link FittedModel#forecast}.
     *
     * @throws IllegalArgumentException if a level is not above 0 and below 1, or not above the one before
     */
    public static double[] requireLevels(double... levels) {
        for (int i = 0; i < levels.length; i++) {
            if (!(levels[i] > 0 && levels[i] < 1) || (i > 0 && levels[i] <= levels[i - 1])) {
                throw new IllegalArgumentException("Levels were " + Arrays.toString(levels)
                        + " but must ascend between 0 and 1; use 0.025 and 0.975 for 95 per cent.");
            }
        }
        return levels;
    }

    private static void requireFinite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("A forecast was " + number
                        + " but must be finite; forecast fewer steps, or fit anew without the values that exploded.");
            }
        }
    }

    private static void requireRow(double[][] rows, int i, int horizon) {
        requireFinite(rows[i]);
        if (rows[i].length != horizon) {
            throw new IllegalArgumentException("Quantiles were given for " + rows[i].length + " steps but must be for "
                    + horizon + "; give one a step.");
        }
        for (int step = 0; i > 0 && step < horizon; step++) {
            if (rows[i][step] < rows[i - 1][step]) {
                throw new IllegalArgumentException("Quantile of step " + (step + 1) + " fell from "
                        + rows[i - 1][step] + " to " + rows[i][step]
                        + " while its level rose; order the levels' quantiles.");
            }
        }
    }
}
