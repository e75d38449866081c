package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;

/** What a regression found: a value is the intercept and the coefficients times the regressors. */
final class LinearRule {

    private final double intercept;
    private final double[] coefficients;

    LinearRule(double intercept, double[] coefficients) {
        this.intercept = intercept;
        this.coefficients = coefficients;
    }

    static LinearRule read(StateReader in) {
        return new LinearRule(in.next(), in.nextAll());
    }

    void write(StateWriter out) {
        out.add(intercept).addAll(coefficients);
    }

    /** Returns what is there without regressors. */
    double intercept() {
        return intercept;
    }

    /** Returns one coefficient a regressor, in their order; not a copy. */
    double[] coefficients() {
        return coefficients;
    }
}
