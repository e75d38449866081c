package io.reelbudget.forecast.arima;

/** The steps of an ARMA process whose past is fully known, in the state of {@link KalmanWhitening}. */
final class Arma {

    private Arma() {}

    /** Adds φ times the present value to the state that follows it. */
    static void addAutoregression(LagPolynomial ar, double[] state, double present) {
        for (int i = 0; i < ar.size(); i++) {
            state[ar.lag(i) - 1] -= ar.term(i) * present;
        }
    }

    /** Moves a state on by a value, and returns the value's error. */
    static double step(LagPolynomial ar, LagPolynomial ma, double[] state, double value) {
        double error = value - state[0];
        System.arraycopy(state, 1, state, 0, state.length - 1);
        state[state.length - 1] = 0;
        addAutoregression(ar, state, value);
        for (int i = 0; i < ma.size(); i++) {
            state[ma.lag(i) - 1] += ma.term(i) * error;
        }
        return error;
    }

    /**
     * Moves a state on by the values from an index on, writing their errors.
     *
     * <p>The state is turned into errors and values only once: from there on a step costs the terms alone, however long
     * the state is.
     */
    static void follow(LagPolynomial ar, LagPolynomial ma, double[] values, int from, double[] state, double[] errors) {
        int length = state.length;
        int until = Math.min(values.length, from + length);
        for (int t = from; t < until; t++) {
            errors[t] = step(ar, ma, state, values[t]);
        }
        if (until == values.length) {
            return;
        }
        for (int t = until; t < values.length; t++) {
            double error = values[t];
            for (int i = 0; i < ar.size(); i++) {
                error += ar.term(i) * values[t - ar.lag(i)];
            }
            for (int i = 0; i < ma.size(); i++) {
                error -= ma.term(i) * errors[t - ma.lag(i)];
            }
            errors[t] = error;
        }
        stateAfter(ar, ma, values, errors, state);
    }

    /** Writes the state after the last of some values, from them and their errors. */
    static void stateAfter(LagPolynomial ar, LagPolynomial ma, double[] values, double[] errors, double[] state) {
        int n = values.length;
        java.util.Arrays.fill(state, 0);
        for (int i = 0; i < ar.size(); i++) {
            for (int ahead = 0; ahead < ar.lag(i); ahead++) {
                int t = n + ahead - ar.lag(i);
                state[ahead] -= t < 0 ? 0 : ar.term(i) * values[t];
            }
        }
        for (int i = 0; i < ma.size(); i++) {
            for (int ahead = 0; ahead < ma.lag(i); ahead++) {
                int t = n + ahead - ma.lag(i);
                state[ahead] += t < 0 ? 0 : ma.term(i) * errors[t];
            }
        }
    }
}
