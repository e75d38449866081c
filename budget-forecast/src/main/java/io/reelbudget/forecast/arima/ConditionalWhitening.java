package io.reelbudget.forecast.arima;

/**
 * The filter that takes the first values as given and the errors before them as zero: conditional sums of squares, as
 * in Box and Jenkins. Its cost is that of the polynomials' terms a step, whatever their degree.
 */
final class ConditionalWhitening implements Whitening {

    private final LagPolynomial ar;
    private final LagPolynomial ma;

    ConditionalWhitening(LagPolynomial ar, LagPolynomial ma) {
        this.ar = ar;
        this.ma = ma;
    }

    @Override
    public int skipped() {
        return ar.degree();
    }

    @Override
    public boolean feasible() {
        return true;
    }

    @Override
    public Whitened whiten(double[][] columns) {
        double[][] errors = new double[columns.length][];
        double[][] states = new double[columns.length][KalmanWhitening.stateSize(ar, ma)];
        for (int c = 0; c < columns.length; c++) {
            errors[c] = errors(columns[c]);
            Arma.stateAfter(ar, ma, columns[c], errors[c], states[c]);
        }
        return new Whitened(errors, 0, states);
    }

    private double[] errors(double[] values) {
        double[] errors = new double[values.length];
        for (int t = ar.degree(); t < values.length; t++) {
            double error = values[t];
            for (int i = 0; i < ar.size(); i++) {
                error += ar.term(i) * values[t - ar.lag(i)];
            }
            for (int i = 0; i < ma.size() && ma.lag(i) <= t; i++) {
                error -= ma.term(i) * errors[t - ma.lag(i)];
            }
            errors[t] = error;
        }
        return errors;
    }
}
