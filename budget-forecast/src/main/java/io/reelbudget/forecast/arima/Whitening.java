package io.reelbudget.forecast.arima;

/**
 * A filter that turns an ARMA process into independent errors of one variance.
 *
 * <p>It is linear and does not depend on the data, so that a series and its regressors go through it side by side.
 */
interface Whitening {

    /** Returns how many of the first values it passes over, whose errors come out as zero. */
    int skipped();

    /** Tells whether it can filter with the digits that a double has. */
    boolean feasible();

    /**
     * Filters columns of one length.
     *
     * @param columns the series and its regressors, not changed
     */
    Whitened whiten(double[][] columns);

    /** What comes out. */
    static final class Whitened {

        private final double[][] columns;
        private final double logVariances;
        private final double[][] states;

        Whitened(double[][] columns, double logVariances, double[][] states) {
            this.columns = columns;
            this.logVariances = logVariances;
            this.states = states;
        }

        /** Returns the errors, one array a column, each of standard deviation σ. */
        double[][] columns() {
            return columns;
        }

        /** Returns the sum of the logarithms of the errors' variances before they were divided by them, σ² apart. */
        double logVariances() {
            return logVariances;
        }

        /** Returns what each column's process is expected to be from the end on: where its next prediction begins. */
        double[][] states() {
            return states;
        }
    }
}
