package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Optional;

/**
 * An ARIMA model whose orders the series chooses, by Hyndman's and Khandakar's stepwise search.
 *
 * <p>Differences are chosen by unit-root tests and the season's strength; then the orders with the least corrected
 * Akaike criterion are sought from five starting models on, one step at a time. Models with a root nearer to the unit
 * circle than 1.01 are passed over. No more than {@value StepwiseSearch#MOST_MODELS} models are tried, each with a
 * bounded number of evaluations and on the last {@value StepwiseSearch#MOST_VALUES} values at most; what is chosen is
 * fitted to all. The first season of the series is used. Source: Hyndman and Khandakar, <i>Journal of Statistical
 * Software</i> 27 (2008). This class is immutable and thread-safe.
 */
public final class AutoArima implements SeriesModel {

    private static final int LEAST_VALUES = 8;

    private static final AutoArima STEPWISE = new AutoArima();

    private AutoArima() {}

    /** Returns the search by the exact likelihood. */
    public static AutoArima stepwise() {
        return STEPWISE;
    }

    @Override
    public String name() {
        return "ARIMA, automatic";
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return series.length() >= LEAST_VALUES
                ? Optional.empty()
                : Optional.of("Series had " + series.length() + " values but an automatic ARIMA must have "
                        + LEAST_VALUES + " at least; wait for more history.");
    }

    @Override
    public FittedArima fit(TimeSeries series) {
        return fit(series, Regressors.none());
    }

    /**
     * Returns the best model of a series, given what else is known of its steps.
     *
     * @param regressors one number a step of the series each; every model that is tried has them
     */
    public FittedArima fit(TimeSeries series, Regressors regressors) {
        require(series);
        return new StepwiseSearch(series, regressors.require(regressors.count(), series.length())).best();
    }

    @Override
    public FittedArima restore(ModelState state) {
        return FittedArima.restore(state);
    }

    @Override
    public String toString() {
        return name();
    }
}
