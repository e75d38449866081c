package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.fitting.LeastSquares;
import org.jspecify.annotations.Nullable;

/**
 * How likely a differenced series is under an order's factors, with the regressors' coefficients and the variance at
 * their best: both go through the filter beside the series, and are then a matter of linear least squares.
 */
final class Likelihood {

    private final ArimaOrder order;
    private final ArimaMethod method;
    private final double[][] columns;

    /**
     * What there is to know at one point.
     *
     * @param factors the coefficients it is for
     * @param whitened what came out of the filter
     * @param regression the regressors' coefficients, and the errors
     * @param values how many values count
     */
    record At(ArmaFactors factors, Whitening.Whitened whitened, LeastSquares regression, int values) {

        /** Returns the sum of the squared errors, each divided by its variance, σ² apart. */
        double squares() {
            return regression.squares();
        }

        /** Returns the natural logarithm of the normal likelihood. */
        double log() {
            return -0.5 * values * (Math.log(2 * Math.PI * squares() / values) + 1) - 0.5 * whitened.logVariances();
        }

        /** Returns errors the sum of whose squares is least where the likelihood is largest. */
        double[] residuals() {
            double scale = Math.exp(whitened.logVariances() / (2 * values));
            double[] residuals = regression.residuals();
            for (int t = 0; t < residuals.length; t++) {
                residuals[t] *= scale;
            }
            return residuals;
        }

        /** Returns the state after the last value, the regressors' part taken off. */
        double[] state() {
            double[] b = regression.coefficients();
            double[] state = whitened.states()[0].clone();
            for (int c = 0; c < b.length; c++) {
                for (int i = 0; i < state.length; i++) {
                    state[i] -= b[c] * whitened.states()[c + 1][i];
                }
            }
            return state;
        }
    }

    /** @param columns the differenced series, then its regressors differenced the same way */
    Likelihood(ArimaOrder order, ArimaMethod method, double[][] columns) {
        this.order = order;
        this.method = method;
        this.columns = columns;
    }

    /** Returns errors as {@link At#residuals} from free numbers; null where the filter is short of digits. */
    double @Nullable [] residuals(double[] free) {
        At at = at(ArmaFactors.fromFree(order, free));
        return at == null ? null : at.residuals();
    }

    @Nullable
    At at(ArmaFactors factors) {
        Whitening filter = method.filter(factors);
        if (!filter.feasible()) {
            return null;
        }
        Whitening.Whitened whitened = filter.whiten(columns);
        double[][] errors = whitened.columns();
        double[][] regressors = java.util.Arrays.copyOfRange(errors, 1, errors.length);
        return new At(factors, whitened, LeastSquares.of(regressors, errors[0]), errors[0].length - filter.skipped());
    }
}
