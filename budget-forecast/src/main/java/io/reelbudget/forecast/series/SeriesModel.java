package io.reelbudget.forecast.series;

import java.util.Optional;

/**
 * A way to forecast a series: what is to be fitted, without any data yet.
 *
 * <p>Implementations are immutable and thread-safe, and give the same result for the same series.
 */
public interface SeriesModel {

    /** Returns the model's name as users see it, such as {@code Holt-Winters, additive}; it does not change. */
    String name();

    /**
     * Returns why this model cannot be fitted to a series, in one sentence that says what it was and what it must be;
     * empty if it can be.
     */
    Optional<String> objectionTo(TimeSeries series);

    /**
     * Returns this model with the parameters that suit the series, having seen all of it.
     *
     * @throws IllegalArgumentException if there is an {@linkplain #objectionTo objection}, with its words
     */
    FittedModel fit(TimeSeries series);

    /**
     * Returns the fitted model that was saved; it forecasts as if it had never been away.
     *
     * @throws IllegalArgumentException if the state is another model's, of another version, or damaged
     */
    FittedModel restore(ModelState state);

    /** Returns the series if there is no objection to it; for the first line of {@link #fit}. */
    default TimeSeries require(TimeSeries series) {
        objectionTo(series).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return series;
    }
}
