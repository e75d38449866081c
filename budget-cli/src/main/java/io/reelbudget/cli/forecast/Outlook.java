package io.reelbudget.cli.forecast;

import io.reelbudget.cli.chart.BurnDown;
import io.reelbudget.cli.chart.ForecastFan;
import io.reelbudget.cli.chart.Heading;
import io.reelbudget.cli.chart.Reading;
import io.reelbudget.cli.chart.TimeWindow;
import io.reelbudget.money.Amount;
import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A forecast with what it was made from.
 *
 * @param name whose budget: an account's path, or a file's name
 * @param remaining what may still be posted
 * @param forecast the forecast
 * @param readings what was left before, the oldest first, one at least; the last is of now
 */
record Outlook(String name, Amount remaining, RunwayForecast forecast, List<Reading> readings) {

    Outlook {
        readings = List.copyOf(readings);
    }

    /** Returns the panel that draws it: as much of the past as there is of the future, where that is known. */
    BurnDown panel() {
        Instant now = forecast.now();
        Duration ahead = Duration.between(now, forecast.renewal());
        Instant earliest = now.minus(ahead.compareTo(Duration.ofDays(2)) < 0 ? Duration.ofDays(2) : ahead);
        List<Reading> shown = readings.stream()
                .filter(reading -> !reading.at().isBefore(earliest))
                .toList();
        Instant from = shown.get(0).at();
        // Where all that is known is of now, a little room on the left shows where the forecast begins.
        Instant begin =
                from.isBefore(now) ? from : now.minus(ahead.dividedBy(20).plusMillis(1));
        return new BurnDown(
                new Heading(name, "by " + forecast.model()),
                remaining.unit(),
                new TimeWindow(begin, forecast.renewal()),
                shown,
                Optional.of(new ForecastFan(forecast, remaining)),
                Optional.empty(),
                List.of());
    }
}
