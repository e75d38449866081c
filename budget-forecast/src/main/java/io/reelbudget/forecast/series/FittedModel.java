package io.reelbudget.forecast.series;

/**
 * A model with its parameters, and its place in a series.
 *
 * <p>Observing moves a fitted model on and leaves its parameters as they are. Not thread-safe: give each thread its
 * own, by {@link #state} and {@link SeriesModel#restore}.
 */
public interface FittedModel {

    /** Returns the name of what was fitted, with what was found, such as {@code ARIMA(2,0,1)(0,1,1)24}. */
    String name();

    /**
     * Returns what is expected of the next steps, in the series' unit. The model is left as it is; the forecast may be
     * given to other threads, the model itself may not.
     *
     * @param horizon how many steps, 1 to 100,000
     * @param levels the probabilities whose quantiles are wanted too, ascending, above 0 and below 1; 0.025 and 0.975
     *     for an interval of 95 per cent; none for the point forecast only
     * @return a point a step, and a quantile a step and level
     * @throws IllegalArgumentException if the horizon or a level is out of range, or what is expected of a step is no
     *     longer finite, as it may be far ahead where a trend was fitted to values that explode
     */
    Forecast forecast(int horizon, double... levels);

    /**
     * Observes the next value. Takes a time that does not grow with the number of values seen.
     *
     * @param value in the series' unit
     * @throws IllegalArgumentException if the value is NaN or infinite, beyond 1e120 on either side of zero, or
     *     negative where the model is one of amounts; the model is unharmed
     */
    void observe(double value);

    /** Returns all that {@link SeriesModel#restore} needs to go on from here. */
    ModelState state();
}
