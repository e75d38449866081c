package io.reelbudget.bench.forecast;

import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;

/** A way to forecast that is scored: fits and forecasts in one go, with quantiles at 0.025 and 0.975. */
interface Contender {

    double LOWER = 0.025;
    double UPPER = 0.975;

    String name();

    Forecast forecast(TimeSeries series, int horizon);
}
