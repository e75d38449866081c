package io.reelbudget.forecast.smoothing;

import org.jspecify.annotations.Nullable;

/** A model's one-step errors over a series: absolute ones, or shares of what was expected. */
final class EtsErrors {

    private final double[] errors;
    private final double logExpected;

    private EtsErrors(double[] errors, double logExpected) {
        this.errors = errors;
        this.logExpected = logExpected;
    }

    /**
     * Returns the errors, moving the place to the end of the values; null if a positive model expects a value that is
     * not.
     */
    static @Nullable EtsErrors of(EtsForm form, EtsPlace place, double[] values) {
        double[] errors = new double[values.length];
        double logs = 0;
        boolean shares = form.error() == EtsForm.Errors.MULTIPLICATIVE;
        for (int t = 0; t < values.length; t++) {
            double expected = place.expected();
            if (form.positiveOnly() && !(expected > 0)) {
                return null;
            }
            errors[t] = values[t] - expected;
            if (shares) {
                errors[t] /= expected;
                logs += Math.log(expected);
            }
            place.absorb(values[t]);
        }
        return new EtsErrors(errors, logs);
    }

    double squares() {
        double sum = 0;
        for (double error : errors) {
            sum += error * error;
        }
        return sum;
    }

    /** Returns the natural logarithm of the normal likelihood at the best variance. */
    double logLikelihood() {
        double n = errors.length;
        return -n / 2 * (Math.log(2 * Math.PI * squares() / n) + 1) - logExpected;
    }

    /** Returns errors the sum of whose squares is least where the likelihood is largest; the array is handed over. */
    double[] residuals() {
        double scale = Math.exp(logExpected / errors.length);
        for (int t = 0; scale != 1 && t < errors.length; t++) {
            errors[t] *= scale;
        }
        return errors;
    }
}
