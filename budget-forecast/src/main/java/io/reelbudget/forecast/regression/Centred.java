package io.reelbudget.forecast.regression;

/** Values less their mean, so that sums of squares keep their digits. */
final class Centred {

    private final double[] values;
    private final double centre;

    private Centred(double[] values, double centre) {
        this.values = values;
        this.centre = centre;
    }

    static Centred of(double[] values, int end) {
        double sum = 0;
        for (int i = 0; i < end; i++) {
            sum += values[i];
        }
        double centre = sum / end;
        double[] centred = new double[end];
        for (int i = 0; i < end; i++) {
            centred[i] = values[i] - centre;
        }
        return new Centred(centred, centre);
    }

    /** Returns the values less their mean; not a copy. */
    double[] values() {
        return values;
    }

    /** Returns the rule for values that were not centred, whose regressors are values or means of them. */
    LinearRule uncentred(LinearRule rule) {
        double share = 1;
        for (double coefficient : rule.coefficients()) {
            share -= coefficient;
        }
        return new LinearRule(rule.intercept() + centre * share, rule.coefficients());
    }
}
