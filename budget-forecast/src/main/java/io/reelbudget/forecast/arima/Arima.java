package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Optional;

/**
 * An ARIMA model of given orders: φ(B) Φ(B<sup>m</sup>)… (1-B)<sup>d</sup> (1-B<sup>m</sup>)<sup>D</sup>…
 * (y<sub>t</sub> - x<sub>t</sub>'β) = c + θ(B) Θ(B<sup>m</sup>)… e<sub>t</sub>, with independent normal errors.
 *
 * <p>Sources: Box, Jenkins, Reinsel and Ljung, <i>Time Series Analysis</i>, 5th edition; Durbin and Koopman, <i>Time
 * Series Analysis by State Space Methods</i>, 2nd edition. The signs are those of R. A constant series is fitted
 * without errors and forecast as it is. Of a series of more than {@value #MOST_VALUES} values the last ones are fitted.
 * This class is immutable and thread-safe.
 */
public final class Arima implements SeriesModel {

    /** So many values more than numbers to estimate are needed at least. */
    private static final int LEAST_FREEDOM = 3;

    /** More values, oldest first, are left out: over a year of hours says enough, and time must be bounded. */
    private static final int MOST_VALUES = 10_000;

    private final ArimaOrder order;
    private final ArimaMethod method;

    private Arima(ArimaOrder order, ArimaMethod method) {
        this.order = order;
        this.method = method;
    }

    /** Returns the model of an order, fitted by the exact likelihood. */
    public static Arima of(ArimaOrder order) {
        return new Arima(order, ArimaMethod.EXACT);
    }

    /** Returns the model of an order, fitted by the conditional likelihood: less exact and several times faster. */
    public static Arima conditional(ArimaOrder order) {
        return new Arima(order, ArimaMethod.CONDITIONAL);
    }

    /** Returns the order, such as {@code ARIMA(2,0,1)(0,1,1)24}, and {@code , conditional} where it is fitted so. */
    @Override
    public String name() {
        return order + (method == ArimaMethod.CONDITIONAL ? ", conditional" : "");
    }

    /** Returns how many terms the model has. */
    public ArimaOrder order() {
        return order;
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return objectionTo(series, Regressors.none());
    }

    private Optional<String> objectionTo(TimeSeries series, Regressors regressors) {
        int constants = order.constant() == ArimaOrder.Constant.ESTIMATED ? 1 : 0;
        int least = order.differencing().degree() + order.terms() + constants + regressors.count() + LEAST_FREEDOM;
        if (method == ArimaMethod.CONDITIONAL) {
            least += order.autoregressiveDegree();
        }
        return series.length() >= least
                ? Optional.empty()
                : Optional.of("Series had " + series.length() + " values but " + this + " must have " + least
                        + " at least; choose smaller orders or wait for more history.");
    }

    @Override
    public FittedArima fit(TimeSeries series) {
        return fit(series, Regressors.none());
    }

    /**
     * Returns this model fitted to a series and what else is known of its steps.
     *
     * @param regressors one number a step of the series each
     * @throws IllegalArgumentException if the series is too short, or the regressors are not as long as it
     */
    public FittedArima fit(TimeSeries series, Regressors regressors) {
        objectionTo(series, regressors).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        regressors.require(regressors.count(), series.length());
        return fit(series, regressors, ArimaFit.Effort.THOROUGH);
    }

    private FittedArima fit(TimeSeries series, Regressors regressors, ArimaFit.Effort effort) {
        TimeSeries recent = series.last(Math.min(MOST_VALUES, series.length()));
        return ArimaFit.of(
                order,
                method,
                recent.values(),
                regressors.between(series.length() - recent.length(), series.length()),
                effort);
    }

    /** Returns this model fitted to a series; empty if the series is too short for it. */
    Optional<FittedArima> tryFit(TimeSeries series, Regressors regressors, ArimaFit.Effort effort) {
        return objectionTo(series, regressors).isPresent()
                ? Optional.empty()
                : Optional.of(fit(series, regressors, effort));
    }

    /**
     * Returns this model at given coefficients, with the constant, the regressors' coefficients and the variance that
     * suit the series best beside them.
     *
     * @param coefficients φ, θ, then Φ, Θ of each season; stationary
     */
    FittedArima at(double[] coefficients, TimeSeries series, Regressors regressors) {
        return ArimaFit.at(order, method, ArmaFactors.of(order, coefficients), series.values(), regressors);
    }

    @Override
    public FittedArima restore(ModelState state) {
        FittedArima restored = FittedArima.restore(state);
        if (!restored.order().equals(order)) {
            throw new IllegalArgumentException("State was of " + restored.order() + " but must be of " + order
                    + "; restore it by its own model, or fit this one anew.");
        }
        return restored;
    }

    @Override
    public String toString() {
        return name();
    }
}
