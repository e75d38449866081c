package io.reelbudget.bench.forecast;

import io.reelbudget.forecast.combination.ModelSelection;
import io.reelbudget.forecast.naive.Naive;
import io.reelbudget.forecast.regression.RegressionCombination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores forecasts of series whose outcome is known, as the M4 competition did, beside a peer. */
@Command(
        name = "forecast",
        description = "Scores forecasts on series in the layout of the M4 competition, side by side with a peer.",
        mixinStandardHelpOptions = true)
public final class ForecastCommand implements Callable<Integer> {

    private static final int WARM_UP = 20;
    private static final int HOURLY = 24;
    private static final int WEEKLY = 1;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    @Option(names = "--train", required = true, description = "The series' beginnings: .csv or .csv.gz.")
    private Path train;

    @SuppressWarnings("NullAway.Init")
    @Option(names = "--test", required = true, description = "What came next, one row for each series.")
    private Path test;

    @Option(
            names = "--period",
            required = true,
            description = "Over how many steps errors are scaled: 24 for hourly series, 1 for weekly ones.")
    private int period;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        List<ScoredSeries> series = SeriesFiles.read(train, test);
        Match match = new Match(series, period, seasons(), WARM_UP);
        List<Match.Result> results = new ArrayList<>();
        for (Contender contender : contenders()) {
            results.add(match.play(contender));
        }
        print(console, results, series.size());
        return 0;
    }

    private int[] seasons() {
        return switch (period) {
            case HOURLY -> new int[] {24, 168};
            case WEEKLY -> new int[] {52};
            default ->
                throw new ParameterException(
                        spec.commandLine(),
                        "Period was " + period
                                + " but must be 24 (hourly series) or 1 (weekly series); name one of them.");
        };
    }

    /** Returns who is scored: the benchmark first, then what the last line is about. */
    private List<Contender> contenders() {
        List<Contender> all = new ArrayList<>();
        all.add(new Naive2(period));
        all.add(new ModelContender("Reelbudget", List.of(ModelSelection.standard())));
        if (period == HOURLY) {
            all.add(new ModelContender(
                    "  without back-test",
                    List.of(RegressionCombination.daysAndWeeks(24, 168, 48), Naive.repeating(24))));
            all.add(new ModelContender("seasonal naive, 24", List.of(Naive.repeating(24))));
            all.add(SignafloArima.hourly());
        } else {
            all.add(new ModelContender(
                    "  regressions only", List.of(RegressionCombination.years(52, 13), Naive.lastValue())));
            all.add(new ModelContender("seasonal naive, 52", List.of(Naive.repeating(52), Naive.lastValue())));
            all.add(SignafloArima.weekly());
        }
        return all;
    }

    private static void print(PrintWriter console, List<Match.Result> results, int series) {
        Score benchmark = results.get(0).score();
        console.printf(
                Locale.ROOT,
                "%-34s %7s %7s %7s %8s %9s %9s%n",
                "",
                "OWA",
                "sMAPE",
                "MASE",
                "MSIS",
                "coverage",
                "CPU ms");
        for (Match.Result result : results) {
            Score score = result.score();
            console.printf(
                    Locale.ROOT,
                    "%-34s %7.4f %7.3f %7.3f %8.3f %9.4f %9.2f%n",
                    result.name(),
                    score.owa(benchmark),
                    score.smape(),
                    score.mase(),
                    score.msis(),
                    score.coverage(),
                    result.cpuMillis());
        }
        Match.Result own = results.get(1);
        console.printf(
                Locale.ROOT,
                "{\"owa\":%.4f,\"smape\":%.4f,\"mase\":%.4f,\"msis\":%.4f,\"coverage95\":%.4f,\"cpuMsPerSeries\":%.3f,"
                        + "\"series\":%d}%n",
                own.score().owa(benchmark),
                own.score().smape(),
                own.score().mase(),
                own.score().msis(),
                own.score().coverage(),
                own.cpuMillis(),
                series);
        console.flush();
    }
}
