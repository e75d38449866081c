package io.reelbudget.bench.exhaustion;

import static io.reelbudget.bench.exhaustion.MidnightQuestion.CPU_HOURS;
import static io.reelbudget.bench.exhaustion.MidnightQuestion.amount;
import static io.reelbudget.bench.exhaustion.MidnightQuestion.instant;
import static io.reelbudget.bench.exhaustion.UsageTrace.DAY;

import io.reelbudget.cli.chart.BurnDown;
import io.reelbudget.cli.chart.BurnDownChart;
import io.reelbudget.cli.chart.ForecastFan;
import io.reelbudget.cli.chart.Heading;
import io.reelbudget.cli.chart.Reading;
import io.reelbudget.cli.chart.TimeWindow;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.runway.RunwayForecast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Draws ten accounts that differ as much as those of the traces do: of all windows at their eighth midnight, in the
 * order of how uneven the account's days are, those at ten evenly spaced ranks; nothing else is looked at.
 */
final class ExhaustionPictures {

    private static final int ACCOUNTS = 10;
    private static final int PANELS = 4;
    private static final double DAYS_LEFT = 22;
    private static final int HOUR = 3_600;

    private final UsageForecaster forecaster = UsageForecaster.withDefaults();
    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(String trace, Midnight midnight) {

        double unevenness() {
            int days = (int) Math.min(56, midnight.sums().ageDays());
            double mean = midnight.sums().lastDays(days) / Math.max(1, days);
            double squares = 0;
            for (int day = 0; day < days; day++) {
                double spent =
                        midnight.sums().lastDays(day + 1) - midnight.sums().lastDays(day);
                squares += (spent - mean) * (spent - mean);
            }
            return mean > 0 ? Math.sqrt(squares / days) / mean : 0;
        }
    }

    /** Notes the windows of a trace that may be drawn. */
    void add(UsageTrace trace) {
        ExhaustionTask.scoring(ExhaustionTask.Windows.LATER).ask(trace, midnight -> {
            if (midnight.budget().days() == DAYS_LEFT) {
                candidates.add(new Candidate(trace.name(), midnight));
            }
        });
    }

    /** Writes the pictures and returns where they are. */
    List<Path> write(Path directory) throws IOException {
        candidates.sort(Comparator.comparingDouble(Candidate::unevenness));
        List<BurnDown> panels = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            panels.add(panel(i + 1, candidates.get((2 * i + 1) * candidates.size() / (2 * ACCOUNTS))));
        }
        Files.createDirectories(directory);
        List<Path> written = new ArrayList<>();
        for (int first = 0; first < ACCOUNTS; first += PANELS) {
            Path file = directory.resolve("exhaustion-" + (1 + first / PANELS) + ".png");
            BurnDownChart.of(
                            new Heading(
                                    "When does the budget run out?",
                                    "Accounts from even to uneven days; forecast at the eighth midnight, 22 days left"),
                            ZoneId.of("UTC"),
                            panels.subList(first, Math.min(ACCOUNTS, first + PANELS)))
                    .writePng(file);
            written.add(file);
        }
        return written;
    }

    private BurnDown panel(int number, Candidate candidate) {
        Midnight midnight = candidate.midnight();
        RunwayForecast forecast = forecaster.forecast(MidnightQuestion.of(midnight));
        ForecastFan fan = new ForecastFan(forecast, amount(midnight.budget().left()));
        List<Reading> readings = readings(midnight);
        Optional<Instant> ranOut = midnight.ranOut()
                ? Optional.of(instant(midnight.time() + midnight.runsOutIn() * DAY))
                : Optional.empty();
        return new BurnDown(
                new Heading(number + ". " + candidate.trace(), forecast.model()),
                CPU_HOURS,
                TimeWindow.fitting(readings, Optional.of(fan)),
                readings,
                Optional.of(fan),
                ranOut,
                List.of());
    }

    /** What was left every three hours of the window, until it ran out. */
    private static List<Reading> readings(Midnight midnight) {
        double start = midnight.renewal() - ExhaustionTask.WINDOW;
        double end = Math.min(midnight.renewal(), midnight.time() + midnight.runsOutIn() * DAY);
        double spent = midnight.user().chargedUntil(midnight.time())
                - midnight.budget().spent();
        double granted = midnight.budget().left() + midnight.budget().spent();
        List<Reading> readings = new ArrayList<>();
        for (double time = start; time < end; time += 3 * HOUR) {
            readings.add(
                    new Reading(instant(time), amount(granted - midnight.user().chargedUntil(time) + spent)));
        }
        readings.add(new Reading(instant(end), amount(granted - midnight.user().chargedUntil(end) + spent)));
        return readings;
    }
}
