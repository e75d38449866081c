package io.reelbudget.forecast.series;

import java.util.Arrays;

/**
 * What else is known of each step: peak hours, holidays, announced events, prices.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class Regressors {

    private static final Regressors NONE = new Regressors(new double[0][]);

    private final double[][] columns;

    private Regressors(double[][] columns) {
        this.columns = columns;
    }

    /** Returns regressors that say nothing, for any number of steps. */
    public static Regressors none() {
        return NONE;
    }

    /**
     * Returns regressors.
     *
     * @param columns one array a regressor, one finite number a step, oldest first; all equally long
     */
    public static Regressors of(double[]... columns) {
        double[][] kept = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            kept[c] = columns[c].clone();
            if (kept[c].length != columns[0].length || !Arrays.stream(kept[c]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("Regressor " + c + " had " + kept[c].length
                        + " numbers but must have " + columns[0].length
                        + " finite ones, as the first; give one number a step.");
            }
        }
        return new Regressors(kept);
    }

    /**
     * Returns the same regressors for a part of the steps only.
     *
     * @param from the first step, from 0
     * @param until the step after the last
     */
    public Regressors between(int from, int until) {
        double[][] parts = new double[columns.length][];
        Arrays.setAll(parts, c -> Arrays.copyOfRange(columns[c], from, until));
        return new Regressors(parts);
    }

    /** Returns how many regressors there are. */
    public int count() {
        return columns.length;
    }

    /**
     * Returns what a regressor is at a step.
     *
     * @param index of the regressor, from 0
     * @param step from 0
     */
    public double value(int index, int step) {
        return columns[index][step];
    }

    /**
     * Returns a copy of one regressor's numbers for the first steps.
     *
     * @param index of the regressor, from 0
     * @param steps how many, not more than there are
     */
    public double[] first(int index, int steps) {
        return Arrays.copyOf(columns[index], steps);
    }

    /**
     * Refuses another number of regressors, or fewer steps; none at all are right for none.
     *
     * @param count how many regressors there must be
     * @param steps for how many steps at least
     */
    public Regressors require(int count, int steps) {
        if (columns.length != count || (count > 0 && columns[0].length < steps)) {
            throw new IllegalArgumentException(columns.length + " regressors were given for "
                    + (columns.length == 0 ? 0 : columns[0].length) + " steps but " + count + " must be for " + steps
                    + "; give each regressor of the fit for each step.");
        }
        return this;
    }
}
