package io.reelbudget.forecast.arima;

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

    /** Returns the same regressors for a part of the steps only. */
    Regressors between(int from, int until) {
        double[][] parts = new double[columns.length][];
        Arrays.setAll(parts, c -> Arrays.copyOfRange(columns[c], from, until));
        return new Regressors(parts);
    }

    /** Returns how many regressors there are. */
    public int count() {
        return columns.length;
    }

    /** Returns one regressor's numbers, not to be changed. */
    double[] column(int index) {
        return columns[index];
    }

    /** Refuses another number of regressors or of steps; none at all are right for none. */
    Regressors require(int count, int steps) {
        if (columns.length != count || (count > 0 && columns[0].length < steps)) {
            throw new IllegalArgumentException(columns.length + " regressors were given for "
                    + (columns.length == 0 ? 0 : columns[0].length) + " steps but " + count + " must be for " + steps
                    + "; give each regressor of the fit for each step.");
        }
        return this;
    }
}
