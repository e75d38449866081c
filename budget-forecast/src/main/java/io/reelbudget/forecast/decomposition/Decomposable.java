package io.reelbudget.forecast.decomposition;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Optional;

/**
 * A regression on a trend that may change its slope, on waves for each season, and on holidays and announced events.
 *
 * <p>Coefficients are the most probable ones: changes of slope have a Laplace prior of scale 0.05, so that most are
 * zero; level and slope a normal one of deviation 5, waves and events of 10, the errors' deviation a half-normal one of
 * 0.5; all in units of the largest value and of the history's length. What is left is taken to die away from hour to
 * hour by its own autocorrelation. Source of the form: Taylor and Letham, <i>The American Statistician</i> 72 (2018);
 * there is no sampling here, the optimum is exact. This class is immutable and thread-safe.
 */
public final class Decomposable implements SeriesModel {

    private static final int LEAST_VALUES = 10;
    private static final Decomposable STANDARD = new Decomposable();

    private Decomposable() {}

    /** Returns the model with its usual priors. */
    public static Decomposable standard() {
        return STANDARD;
    }

    @Override
    public String name() {
        return "trend, seasons and events";
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return series.length() >= LEAST_VALUES
                ? Optional.empty()
                : Optional.of("Series had " + series.length() + " values but a trend with changes must have "
                        + LEAST_VALUES + " at least; wait for more history.");
    }

    @Override
    public FittedDecomposable fit(TimeSeries series) {
        return fit(series, Regressors.none());
    }

    /**
     * Returns this model fitted to a series and its events.
     *
     * @param events one number a step each: 1 while the event is on and 0 otherwise, or how large it is
     */
    public FittedDecomposable fit(TimeSeries series, Regressors events) {
        require(series);
        events.require(events.count(), series.length());
        return new MostProbable(series, events).fit();
    }

    @Override
    public FittedDecomposable restore(ModelState state) {
        return FittedDecomposable.restore(state);
    }

    @Override
    public String toString() {
        return name();
    }
}
