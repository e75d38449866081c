package io.reelbudget.forecast.arima;

/**
 * All stationary autoregressions, and no others, from any numbers: each number's hyperbolic tangent is a partial
 * autocorrelation. The same makes moving averages invertible.
 *
 * <p>Source: Monahan, <i>Biometrika</i> 71 (1984); Jones, <i>Technometrics</i> 22 (1980).
 */
final class Stationary {

    /** Partial autocorrelations stay this little from ±1, where an autocovariance is still a number. */
    private static final double MOST_PARTIAL = 1 - 1e-7;

    private Stationary() {}

    /** Returns φ of 1 - φ<sub>1</sub>B - …, with all roots outside the unit circle. */
    static double[] fromFree(double[] free) {
        double[] phi = new double[free.length];
        for (int k = 0; k < free.length; k++) {
            double partial = MOST_PARTIAL * Math.tanh(free[k]);
            for (int i = 0; i < k / 2.0; i++) {
                double low = phi[i];
                double high = phi[k - 1 - i];
                phi[i] = low - partial * high;
                phi[k - 1 - i] = high - partial * low;
            }
            phi[k] = partial;
        }
        return phi;
    }

    /** Returns the partial autocorrelations of 1 - φ<sub>1</sub>B - …; one beyond ±1 if it is not stationary. */
    static double[] partials(double[] phi) {
        double[] partials = phi.clone();
        for (int k = phi.length - 1; k > 0; k--) {
            double partial = partials[k];
            double rest = 1 - partial * partial;
            if (!(rest > 0)) {
                return partials;
            }
            for (int i = 0; i < k / 2.0; i++) {
                double low = partials[i];
                double high = partials[k - 1 - i];
                partials[i] = (low + partial * high) / rest;
                partials[k - 1 - i] = (high + partial * low) / rest;
            }
        }
        return partials;
    }

    /** Tells whether 1 - φ<sub>1</sub>B - … has all its roots outside the unit circle. */
    static boolean holds(double[] phi) {
        for (double partial : partials(phi)) {
            if (!(Math.abs(partial) < 1)) {
                return false;
            }
        }
        return true;
    }
}
