package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;

/**
 * An ARIMA model with its coefficients, and its place in a series.
 *
 * <p>Intervals are analytic: the errors' variance times the sum of the squared impulses, as if the coefficients were
 * known. They differ from those of a filter that still remembers its start only on series of two or three seasons. Not
 * thread-safe.
 */
public final class FittedArima implements FittedModel {

    private final Parameters parameters;
    private final LagPolynomial ar;
    private final LagPolynomial ma;
    private final LagPolynomial differencing;
    private final double[] state;
    private final double[] history;
    private double[] deviations = new double[0];

    /** What does not change as values come. */
    static final class Parameters {

        private final ArimaOrder order;
        private final double[] coefficients;
        private final double constant;
        private final double[] effects;
        private final ArimaQuality quality;

        Parameters(ArimaOrder order, double[] coefficients, double constant, double[] effects, ArimaQuality quality) {
            this.order = order;
            this.coefficients = coefficients;
            this.constant = constant;
            this.effects = effects;
            this.quality = quality;
        }

        ArimaOrder order() {
            return order;
        }

        double[] coefficients() {
            return coefficients;
        }

        double constant() {
            return constant;
        }

        double[] effects() {
            return effects;
        }

        ArimaQuality quality() {
            return quality;
        }
    }

    /**
     * @param state what {@link KalmanWhitening} expects of the differenced series, constant and regressors taken off
     * @param history the last values, regressors taken off, as many as differencing reaches back, oldest first
     */
    FittedArima(Parameters parameters, double[] state, double[] history) {
        this.parameters = parameters;
        ArmaFactors factors = ArmaFactors.of(parameters.order(), parameters.coefficients());
        this.ar = factors.autoregression();
        this.ma = factors.movingAverage();
        this.differencing = parameters.order().differencing();
        this.state = state;
        this.history = history;
    }

    @Override
    public String name() {
        return parameters.order().toString();
    }

    /** Returns the order that was fitted. */
    public ArimaOrder order() {
        return parameters.order();
    }

    /** Returns φ, θ, then Φ, Θ of each season, in R's signs. */
    public double[] coefficients() {
        return parameters.coefficients().clone();
    }

    /** Returns the mean of the differenced series; zero where the order has no constant. */
    public double constant() {
        return parameters.constant();
    }

    /** Returns each regressor's coefficient. */
    public double[] effects() {
        return parameters.effects().clone();
    }

    /** Returns how well the model suits the series that it was fitted to. */
    public ArimaQuality quality() {
        return parameters.quality();
    }

    /** Tells whether no root of a polynomial is nearer to the origin than this radius. */
    boolean rootsBeyond(double radius) {
        return ArmaFactors.of(parameters.order(), parameters.coefficients()).rootsBeyond(radius);
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        return forecast(horizon, Regressors.none(), levels);
    }

    /**
     * Returns what is expected of the next steps, where regressors are known of them.
     *
     * @param future each regressor of the fit, for each step
     */
    public Forecast forecast(int horizon, Regressors future, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        future.require(parameters.effects().length, horizon);
        double[] points = points(horizon);
        for (int c = 0; c < future.count(); c++) {
            for (int step = 0; step < horizon; step++) {
                points[step] += parameters.effects()[c] * future.value(c, step);
            }
        }
        return Forecast.normal(points, levels.length == 0 ? points : deviations(horizon), levels);
    }

    /** What the state knows of a step, with what the steps before it, themselves forecast, add by autoregression. */
    private double[] points(int horizon) {
        double[] differences = new double[horizon];
        double[] all = Arrays.copyOf(history, history.length + horizon);
        for (int step = 0; step < horizon; step++) {
            double difference = step < state.length ? state[step] : 0;
            for (int i = 0; i < ar.size() && ar.lag(i) <= step; i++) {
                difference -= ar.term(i) * differences[step - ar.lag(i)];
            }
            differences[step] = difference;
            int t = history.length + step;
            all[t] = undifferenced(all, t, difference + parameters.constant());
        }
        return Arrays.copyOfRange(all, history.length, all.length);
    }

    private double undifferenced(double[] values, int t, double difference) {
        double value = difference;
        for (int i = 0; i < differencing.size(); i++) {
            value -= differencing.term(i) * values[t - differencing.lag(i)];
        }
        return value;
    }

    /** Returns the deviations of the first steps, or more; they do not change as values come. */
    private double[] deviations(int horizon) {
        if (deviations.length < horizon) {
            double[] wider = ar.times(differencing).impulses(ma, horizon);
            double squares = 0;
            for (int step = 0; step < horizon; step++) {
                squares += wider[step] * wider[step];
                wider[step] = Math.sqrt(squares * parameters.quality().variance());
            }
            deviations = wider;
        }
        return deviations;
    }

    @Override
    public void observe(double value) {
        observe(value, new double[0]);
    }

    /**
     * Observes the next value, where regressors are known of it.
     *
     * @param regressors one number for each regressor of the fit
     */
    public void observe(double value, double[] regressors) {
        double rest = TimeSeries.requireFinite(value);
        if (regressors.length != parameters.effects().length) {
            throw new IllegalArgumentException("Value to observe came with " + regressors.length
                    + " regressors but must come with " + parameters.effects().length
                    + "; give each regressor of the fit.");
        }
        for (int c = 0; c < regressors.length; c++) {
            rest -= parameters.effects()[c] * regressors[c];
        }
        double difference = rest;
        for (int i = 0; i < differencing.size(); i++) {
            difference += differencing.term(i) * history[history.length - differencing.lag(i)];
        }
        Arma.step(ar, ma, state, difference - parameters.constant());
        if (history.length > 0) {
            System.arraycopy(history, 1, history, 0, history.length - 1);
            history[history.length - 1] = rest;
        }
    }

    @Override
    public ModelState state() {
        return ArimaState.write(parameters, state, history);
    }

    static FittedArima restore(ModelState saved) {
        return ArimaState.read(saved);
    }
}
