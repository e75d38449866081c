package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;

/** Which arms suit which seasons, how much of a series they need, and where their errors are measured. Immutable. */
interface Layout {

    String name();

    /** Returns the longest season: what is dropped of a series is a multiple of it. */
    int season();

    /** Returns for how many steps errors are measured. */
    int horizon();

    /** Returns how many values a series must have. */
    int leastValues();

    /** Returns how many of the latest values are looked at. */
    int mostValues();

    /** Returns how many of the latest values forecasts are made from. */
    int keptValues();

    ErrorSpread spread();

    /** Returns by what factor the errors measured at so many places are too small. */
    double widening(int places);

    Arms fit(RecentValues values);

    Arms read(StateReader in);
}
