package io.reelbudget.cli.chart;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the sample pictures to a directory, to be looked at by whoever changes how they are drawn. */
final class SamplePictures {

    private SamplePictures() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Heading heading = new Heading(
                "Predicted and real run-out of four budgets",
                "real ffmpeg jobs in demo time, 1 s stands for 3 min; 28 days of synthetic history");
        write(heading, SampleBudgets.four(), directory.resolve("four.png"));
        write(heading, SampleBudgets.four().subList(1, 2), directory.resolve("one.png"));
        write(heading, List.of(crowded(), SampleBudgets.plenty("a/b", "c")), directory.resolve("crowded.png"));
    }

    private static void write(Heading heading, List<BurnDown> panels, Path file) throws IOException {
        BurnDownChart.of(heading, SampleBudgets.ZONE, panels).writePng(file);
    }

    /** An account whose window crosses midnight, that is overdrawn, and to which too much happened. */
    private static BurnDown crowded() {
        Instant start = Instant.parse("2026-11-22T17:00:00Z");
        List<Reading> readings = new ArrayList<>();
        List<Marker> markers = new ArrayList<>();
        for (int i = 0; i <= 30; i++) {
            Instant at = start.plus(Duration.ofMinutes(37L * i));
            readings.add(new Reading(at, Amount.ofMicros(180_000 - 7_300L * i, Unit.USD)));
            if (i % 2 == 1) {
                markers.add(new Marker(
                        at, i % 3 == 0 ? Marker.Kind.PAUSED : Marker.Kind.POLICY_ACTED, "event number " + i));
            }
        }
        return new BurnDown(
                new Heading("customer/with/a/very/long/path/of/accounts", "default: reduce quality, then bitrate"),
                Unit.USD,
                TimeWindow.fitting(readings, Optional.empty()),
                readings,
                Optional.empty(),
                Optional.of(start.plus(Duration.ofMinutes(37 * 25))),
                markers);
    }
}
