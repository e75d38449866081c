package io.reelbudget.forecast.arima;

import java.util.Arrays;

/**
 * The autocovariances of a stationary ARMA process whose errors have a variance of one.
 *
 * <p>Those of its autoregression come from the partial autocorrelations, by Durbin's and Levinson's recursion run
 * downwards and up again, in the square of the degree; the moving average then mixes them. Source: Brockwell and Davis,
 * <i>Time Series: Theory and Methods</i>, 2nd edition, section 5.2.
 */
final class Autocovariance {

    private Autocovariance() {}

    /**
     * Returns γ<sub>0</sub> … γ<sub>lags</sub>.
     *
     * @param ar the autoregressive polynomial, stationary; its terms are -φ
     * @param ma the moving average's
     */
    static double[] of(LagPolynomial ar, LagPolynomial ma, int lags) {
        double[] pure = ofAutoregression(ar, lags + ma.degree());
        double[] products = products(ma);
        double[] mixed = new double[lags + 1];
        for (int shift = 0; shift < products.length; shift++) {
            double product = products[shift];
            for (int k = 0; product != 0 && k <= lags; k++) {
                mixed[k] += product * (shift == 0 ? pure[k] : pure[k + shift] + pure[Math.abs(k - shift)]);
            }
        }
        return mixed;
    }

    /** Returns the sums of the products of the moving average's terms that are 0, 1, … lags apart. */
    private static double[] products(LagPolynomial ma) {
        double[] products = new double[ma.degree() + 1];
        for (int i = -1; i < ma.size(); i++) {
            for (int j = -1; j <= i; j++) {
                products[lag(ma, i) - lag(ma, j)] += term(ma, i) * term(ma, j);
            }
        }
        return products;
    }

    private static double term(LagPolynomial polynomial, int i) {
        return i < 0 ? 1 : polynomial.term(i);
    }

    private static int lag(LagPolynomial polynomial, int i) {
        return i < 0 ? 0 : polynomial.lag(i);
    }

    private static double[] ofAutoregression(LagPolynomial ar, int lags) {
        double[] phi = ar.dense();
        for (int i = 0; i < phi.length; i++) {
            phi[i] = -phi[i];
        }
        double[] partials = Stationary.partials(phi);
        double[] gamma = new double[Math.max(lags, phi.length) + 1];
        gamma[0] = 1;
        for (double partial : partials) {
            gamma[0] /= 1 - partial * partial;
        }
        firstLags(partials, gamma);
        for (int k = phi.length + 1; k < gamma.length; k++) {
            for (int i = 0; i < ar.size(); i++) {
                gamma[k] -= ar.term(i) * gamma[k - ar.lag(i)];
            }
        }
        return gamma;
    }

    /** Steps up through the orders: an order's prediction variance times its partial is what the one below misses. */
    private static void firstLags(double[] partials, double[] gamma) {
        double[] phi = new double[partials.length];
        double variance = gamma[0];
        for (int k = 0; k < partials.length; k++) {
            double predicted = 0;
            for (int i = 0; i < k; i++) {
                predicted += phi[i] * gamma[k - i];
            }
            gamma[k + 1] = predicted + partials[k] * variance;
            stepUp(phi, k, partials[k]);
            variance *= 1 - partials[k] * partials[k];
        }
    }

    /** Returns a series' own partial autocorrelations, about its mean; zeros for a constant series. */
    static double[] samplePartials(double[] values, int count) {
        double mean = Arrays.stream(values).average().orElse(0);
        double[] gamma = new double[count + 1];
        for (int lag = 0; lag <= count; lag++) {
            for (int t = lag; t < values.length; t++) {
                gamma[lag] += (values[t] - mean) * (values[t - lag] - mean);
            }
        }
        double[] partials = new double[count];
        double[] phi = new double[count];
        double variance = gamma[0];
        for (int k = 0; k < count && variance > 0; k++) {
            double rest = gamma[k + 1];
            for (int i = 0; i < k; i++) {
                rest -= phi[i] * gamma[k - i];
            }
            partials[k] = rest / variance;
            stepUp(phi, k, partials[k]);
            variance *= 1 - partials[k] * partials[k];
        }
        return partials;
    }

    /** Turns an autoregression of order k into that of order k + 1, by its partial autocorrelation. */
    private static void stepUp(double[] phi, int k, double partial) {
        for (int i = 0; i < k / 2.0; i++) {
            double low = phi[i];
            double high = phi[k - 1 - i];
            phi[i] = low - partial * high;
            phi[k - 1 - i] = high - partial * low;
        }
        phi[k] = partial;
    }
}
