package io.reelbudget.cli.chart;

import io.reelbudget.money.Unit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one panel shows: how an account's budget really went, what was forecast, and what happened on the way.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param heading the account, and its policy
 * @param unit what the amounts are counted in; that of every reading
 * @param window the part of time to show
 * @param readings what was really left, in time order, at least one. Draw what the forecast starts from (granted −
 *     posted − expired) if line and fan shall meet, or what is available, which is lower by the open holds
 * @param forecast the forecast to hold against it, if any
 * @param ranOut when the budget really ran out, if it did
 * @param markers what happened, in any order
 */
public record BurnDown(
        Heading heading,
        Unit unit,
        TimeWindow window,
        List<Reading> readings,
        Optional<ForecastFan> forecast,
        Optional<Instant> ranOut,
        List<Marker> markers) {

    public BurnDown {
        readings = List.copyOf(readings);
        markers = markers.stream().sorted(Comparator.comparing(Marker::at)).toList();
        requireReadings(readings, unit);
        forecast.ifPresent(fan -> requireUnit(unit, fan.remaining().unit()));
    }

    private static void requireReadings(List<Reading> readings, Unit unit) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("Readings were none but must be at least one; read the balance first.");
        }
        Instant before = Instant.MIN;
        for (Reading reading : readings) {
            requireUnit(unit, reading.remaining().unit());
            if (reading.at().isBefore(before)) {
                throw new IllegalArgumentException("Reading of " + reading.at() + " came after that of " + before
                        + " but readings must be in time order; sort them first.");
            }
            before = reading.at();
        }
    }

    private static void requireUnit(Unit expected, Unit found) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException("Amount was in " + found + " but must be in the panel's " + expected
                    + "; draw each unit in its own panel.");
        }
    }
}
