package io.reelbudget.forecast.arima;

/**
 * The exact Kalman filter of a stationary ARMA process, with gains by the Chandrasekhar recursions.
 *
 * <p>The state a is Harvey's: its i-th number is what the observations so far say of the value i steps ahead. From the
 * stationary covariance on, the state's covariance changes by a matrix of rank one only, L M L'; following L and M
 * instead of the covariance costs the state's length a step instead of its square: T the transition, K = T P z, F = z'P
 * z; F ← F + M (z'L)²; K ← K + T L M z'L; M ← M + (M z'L)² / F(old); L ← T L - K/F (new) z'L. It is the same filter,
 * not an approximation; once the covariance has converged, gains are kept and a step costs as many products as the
 * polynomials have terms. Sources: Morf, Sidhu and Kailath, <i>IEEE Transactions on Automatic Control</i> 19 (1974);
 * Harvey, <i>Forecasting, Structural Time Series Models and the Kalman Filter</i>, section 3.3.
 */
final class KalmanWhitening implements Whitening {

    /** Covariances that change by less than this share of the error's variance have converged. */
    private static final double CONVERGED = 1e-14;

    /** What has converged to a larger variance than the error's is not invertible, and must go on as it is. */
    private static final double NEARLY = 1e-9;

    /** A process whose variance is so much larger than its errors' leaves too few digits for the differences. */
    private static final double MOST_VARIANCE = 1e7;

    private final LagPolynomial ar;
    private final LagPolynomial ma;
    private final int size;

    private final double[] autocovariances;
    private final double[] gain;
    private final double[] change;
    private double variance;
    private double weight;

    KalmanWhitening(LagPolynomial ar, LagPolynomial ma) {
        this.ar = ar;
        this.ma = ma;
        this.size = stateSize(ar, ma);
        this.autocovariances = Autocovariance.of(ar, ma, size);
        this.gain = new double[size];
        this.change = new double[size];
    }

    /** Returns how many numbers a state has. */
    static int stateSize(LagPolynomial ar, LagPolynomial ma) {
        return Math.max(1, Math.max(ar.degree(), ma.degree() + 1));
    }

    @Override
    public int skipped() {
        return 0;
    }

    @Override
    public boolean feasible() {
        return autocovariances[0] < MOST_VARIANCE;
    }

    @Override
    public Whitened whiten(double[][] columns) {
        int n = columns[0].length;
        double[][] errors = new double[columns.length][n];
        double[][] states = new double[columns.length][size];
        begin();
        double logs = 0;
        int t = 0;
        for (; t < n && !converged(t); t++) {
            double scale = 1 / Math.sqrt(variance);
            for (int c = 0; c < columns.length; c++) {
                double error = columns[c][t] - states[c][0];
                errors[c][t] = error * scale;
                advance(states[c], error / variance);
            }
            logs += Math.log(variance);
            nextGain();
        }
        for (int c = 0; c < columns.length; c++) {
            Arma.follow(ar, ma, columns[c], t, states[c], errors[c]);
        }
        return new Whitened(errors, logs, states);
    }

    private void begin() {
        double[] psi = ar.impulses(ma, size + 1);
        double[] covariance = new double[size + 1];
        // The state's i-th number given the past is the value i steps ahead less what the errors since then add.
        for (int i = 0; i < size; i++) {
            covariance[i] = i == 0 ? autocovariances[0] : ahead(i, psi);
        }
        variance = covariance[0];
        for (int i = 0; i < size; i++) {
            gain[i] = covariance[i + 1];
        }
        Arma.addAutoregression(ar, gain, covariance[0]);
        System.arraycopy(gain, 0, change, 0, size);
        weight = -1 / variance;
    }

    /** Returns the covariance of the state's i-th number with the present value, from its definition as a sum. */
    private double ahead(int i, double[] psi) {
        double sum = 0;
        for (int k = 0; k < ar.size(); k++) {
            if (ar.lag(k) > i) {
                sum -= ar.term(k) * autocovariances[ar.lag(k) - i];
            }
        }
        for (int k = 0; k < ma.size(); k++) {
            if (ma.lag(k) >= i) {
                sum += ma.term(k) * psi[ma.lag(k) - i];
            }
        }
        return sum;
    }

    private void advance(double[] state, double scaledError) {
        double first = state[0];
        System.arraycopy(state, 1, state, 0, size - 1);
        state[size - 1] = 0;
        Arma.addAutoregression(ar, state, first);
        for (int i = 0; i < size; i++) {
            state[i] += gain[i] * scaledError;
        }
    }

    private void nextGain() {
        double first = change[0];
        double before = variance;
        double product = weight * first;
        System.arraycopy(change, 1, change, 0, size - 1);
        change[size - 1] = 0;
        Arma.addAutoregression(ar, change, first);
        variance += product * first;
        double share = first / variance;
        for (int i = 0; i < size; i++) {
            gain[i] += change[i] * product;
            change[i] -= gain[i] * share;
        }
        weight += product * product / before;
    }

    private boolean converged(int t) {
        // Looking costs as much as a step; what has converged stays so.
        if (t % 8 != 0) {
            return false;
        }
        double most = 0;
        for (double number : change) {
            most = Math.max(most, Math.abs(number));
        }
        return variance < 1 + NEARLY && Math.abs(weight) * most * most < CONVERGED;
    }
}
