package io.reelbudget.forecast;

/**
 * A model of what an account spends in an hour, at its place in time. Immutable and thread-safe.
 *
 * @see SmoothedHours
 * @see SeriesHours
 */
interface HourModel {

    /** Returns what is expected of the next hours, each and in total. */
    PathForecast forecast(int hours);

    /** Returns this model after more hours, oldest first; its parameters stay. */
    HourModel observing(double... values);

    /** Returns the variance of an hour's mean that comes from having estimated it, beyond that of a path. */
    double levelVariance();
}
