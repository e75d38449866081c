package io.reelbudget.cli.chart;

import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.SpendPoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A forecast as it was made at one instant: what would remain, as quantiles over time.
 *
 * @param forecast what the forecaster answered
 * @param remaining what remained when it was asked, in the sense of
 *     {@link io.reelbudget.runway.RunwayQuestion#remainingMicros}
 */
public record ForecastFan(RunwayForecast forecast, Amount remaining) {

    /** What would remain at an instant, in units; {@code low} where much is spent. May be below zero. */
    record Point(Instant at, double low, double middle, double high) {}

    /** Returns the curve in time order. */
    List<Point> points() {
        return forecast.curve().stream().map(this::remainingAt).toList();
    }

    Instant madeAt() {
        return forecast.now();
    }

    Optional<InstantQuantiles> runOut() {
        return forecast.exhaustion();
    }

    private Point remainingAt(SpendPoint point) {
        Quantiles spent = point.micros();
        return new Point(point.at(), less(spent.p90()), less(spent.p50()), less(spent.p10()));
    }

    private double less(double spentMicros) {
        return (remaining.micros() - spentMicros) / Amount.MICROS_PER_UNIT;
    }
}
