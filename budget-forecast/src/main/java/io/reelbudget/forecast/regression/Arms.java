package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateWriter;

/** The fitted regressions of a series, and how their forecasts are made one. Immutable. */
interface Arms {

    /** Returns what they expect together after the first so many values. */
    double[] forecast(RecentValues values, int end, int horizon);

    /** Returns how many values {@link #next} needs. */
    int reach();

    /** Returns what one of them that is quickly asked expects of the value after the first so many. */
    double next(RecentValues values, int end);

    /** Returns the arms with the coefficients they have, but what else they know as of an earlier place. */
    Arms asOf(RecentValues values, int end);

    void write(StateWriter out);
}
