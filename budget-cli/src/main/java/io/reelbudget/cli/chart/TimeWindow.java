package io.reelbudget.cli.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of time that a panel shows.
 *
 * @param from the left edge
 * @param until the right edge, later than {@code from}
 */
public record TimeWindow(Instant from, Instant until) {

    /** How much of the span is left free on the right, so that the last mark stands clear of the edge. */
    private static final double MARGIN = 0.05;

    /** How far a forecast may stretch the picture, in spans of what was really read. */
    private static final double FORECAST_REACH = 1.0;

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public TimeWindow {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("Window ended at " + until + " but must end after it begins at " + from
                    + "; show at least a minute.");
        }
    }

    /**
     * Returns the window that shows all readings and the predicted run-out. A prediction further away than the readings
     * are long is cut off at the edge, since it would squeeze what really happened.
     *
     * @param readings in time order, at least one
     * @param forecast the forecast that is drawn beside them, if any
     */
    public static TimeWindow fitting(List<Reading> readings, Optional<ForecastFan> forecast) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("Readings were none but must be at least one; read the balance first.");
        }
        Instant from = readings.get(0).at();
        Instant last = readings.get(readings.size() - 1).at();
        Duration real = Duration.between(from, last).compareTo(SHORTEST) < 0 ? SHORTEST : Duration.between(from, last);
        Instant reach = from.plus(real).plus(scaled(real, FORECAST_REACH));
        Instant end = Stream.concat(
                        Stream.of(from.plus(real)),
                        forecast.flatMap(ForecastFan::runOut).stream()
                                .map(runOut -> runOut.p90().isBefore(reach) ? runOut.p90() : reach))
                .max(Instant::compareTo)
                .orElseThrow();
        return new TimeWindow(from, end.plus(scaled(Duration.between(from, end), MARGIN)));
    }

    /** Returns where an instant lies in the window: 0 at its left edge, 1 at its right edge. */
    double share(Instant at) {
        return (double) Duration.between(from, at).toMillis()
                / Duration.between(from, until).toMillis();
    }

    Duration span() {
        return Duration.between(from, until);
    }

    private static Duration scaled(Duration span, double factor) {
        return Duration.ofMillis(Math.round(span.toMillis() * factor));
    }
}
