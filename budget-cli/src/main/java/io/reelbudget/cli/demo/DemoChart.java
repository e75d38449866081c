package io.reelbudget.cli.demo;

import io.reelbudget.cli.chart.BurnDown;
import io.reelbudget.cli.chart.BurnDownChart;
import io.reelbudget.cli.chart.ForecastFan;
import io.reelbudget.cli.chart.Heading;
import io.reelbudget.cli.chart.Marker;
import io.reelbudget.cli.chart.Reading;
import io.reelbudget.cli.chart.TimeWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Draws how the demo's budgets burnt down, each with the forecast that made its policy act. */
final class DemoChart {

    private DemoChart() {}

    /** Writes the picture and returns where it is. */
    static Path write(Path file, List<AccountOutcome> outcomes, DemoLog log) {
        List<BurnDown> panels =
                outcomes.stream().map(outcome -> panel(outcome, log)).toList();
        Heading heading = new Heading(
                "Four budgets of a transcoding service",
                "Real ffmpeg jobs against the forecast at the moment the policy acted; 1 second is "
                        + Demo.PER_SECOND.toMinutes() + " minutes of demo time");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            BurnDownChart.of(heading, Demo.ZONE, panels).writePng(file);
            return file.toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Chart could not be written to '" + file + "'; name another file with --chart.", failed);
        }
    }

    private static BurnDown panel(AccountOutcome outcome, DemoLog log) {
        DemoAccount account = outcome.budget().account();
        List<Reading> readings = log.readings(account.path());
        Optional<ForecastFan> fan = outcome.predictedAtAction()
                .or(outcome::predictedAfterwards)
                .map(seen -> new ForecastFan(seen.forecast(), seen.remaining()));
        List<Marker> markers = outcome.done().stream().map(DemoChart::marker).toList();
        return new BurnDown(
                new Heading(account.path().toString(), account.stance().words()),
                account.unit(),
                TimeWindow.fitting(readings, fan),
                readings,
                fan,
                outcome.exhaustedAt(),
                markers);
    }

    private static Marker marker(Happening deed) {
        return switch (deed.kind()) {
            case PAUSED -> new Marker(deed.at(), Marker.Kind.PAUSED, "paused");
            case RECOVERED -> new Marker(deed.at(), Marker.Kind.RESUMED, "recovered");
            case TOPPED_UP -> new Marker(deed.at(), Marker.Kind.TOP_UP, "top-up");
            default ->
                new Marker(deed.at(), Marker.Kind.POLICY_ACTED, deed.kind().words());
        };
    }
}
