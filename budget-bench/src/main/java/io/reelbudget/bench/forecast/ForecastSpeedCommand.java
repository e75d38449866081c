package io.reelbudget.bench.forecast;

import io.reelbudget.forecast.combination.ModelSelection;
import io.reelbudget.forecast.combination.SelectedModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times what a service does for each account: observe and forecast every hour, refit daily, select anew weekly. */
@Command(
        name = "forecast-speed",
        description = "Times updates, refits and selection on synthetic accounts, by the processor time of one thread.",
        mixinStandardHelpOptions = true)
public final class ForecastSpeedCommand implements Callable<Integer> {

    private static final int WARM_UP = 20;
    private static final int UPDATES = 336;
    private static final int HOURS_AHEAD = 168;
    private static final double ACCOUNTS = 100_000;

    private final Optional<Exhaustion> exhaustion;

    /**
     * What times exhaustion, in seconds of processor time for 100,000 accounts, for a seed.
     *
     * @param incremental one more job of an account, then probabilities and quantiles
     * @param whole the whole answer, with its curve and terms
     * @param newHour the first answer in an hour
     */
    private record Exhaustion(
            LongToDoubleFunction incremental, LongToDoubleFunction whole, LongToDoubleFunction newHour) {}

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--accounts", description = "How many accounts are timed (default: ${DEFAULT-VALUE}).")
    private int accounts = 100;

    @Option(names = "--days", description = "How much history each has (default: ${DEFAULT-VALUE}).")
    private int days = 42;

    @Option(names = "--seed", description = "Seed of the accounts (default: ${DEFAULT-VALUE}).")
    private long seed = 20_261_122;

    private ForecastSpeedCommand(Optional<Exhaustion> exhaustion) {
        this.exhaustion = exhaustion;
    }

    /** Returns the command that times series only. */
    public static ForecastSpeedCommand ofSeries() {
        return new ForecastSpeedCommand(Optional.empty());
    }

    /**
     * Returns the command that also times exhaustion.
     *
     * @param incremental what 100,000 accounts take after one more job each, in seconds, for a seed
     * @param whole what 100,000 whole answers take, in seconds, for a seed
     * @param newHour what the first answers of 100,000 accounts in an hour take, in seconds, for a seed
     */
    public static ForecastSpeedCommand withExhaustion(
            LongToDoubleFunction incremental, LongToDoubleFunction whole, LongToDoubleFunction newHour) {
        return new ForecastSpeedCommand(Optional.of(new Exhaustion(incremental, whole, newHour)));
    }

    /** Nanoseconds of one account. */
    private record Times(double select, double refit, double update) {}

    @Override
    public Integer call() {
        List<Times> times = new ArrayList<>();
        for (int i = 0; i < WARM_UP + accounts; i++) {
            times.add(time(new SyntheticAccount(seed + i)));
        }
        List<Times> warm = times.subList(WARM_UP, times.size());
        double select = warm.stream().mapToDouble(Times::select).average().orElseThrow() / 1e6;
        double refit = warm.stream().mapToDouble(Times::refit).average().orElseThrow() / 1e6;
        double update = warm.stream().mapToDouble(Times::update).average().orElseThrow() / 1e3;
        print(select, refit, update);
        return 0;
    }

    private Times time(SyntheticAccount account) {
        double[] history = account.next(days * 24);
        long start = ThreadTime.nanos();
        SelectedModel model = ModelSelection.standard().fit(TimeSeries.hourly(history));
        long selected = ThreadTime.nanos();
        SelectedModel refitted = model.refit(TimeSeries.hourly(history));
        long fitted = ThreadTime.nanos();
        double[] coming = account.next(UPDATES);
        long before = ThreadTime.nanos();
        double kept = 0;
        for (double value : coming) {
            refitted.observe(value);
            kept += Arrays.stream(refitted.forecast(HOURS_AHEAD).points()).sum();
        }
        long after = ThreadTime.nanos();
        if (!Double.isFinite(kept)) {
            throw new IllegalStateException(
                    "A forecast was " + kept + " but must be finite; see the seed " + seed + ".");
        }
        return new Times(selected - start, fitted - selected, (after - before) / (double) UPDATES);
    }

    private void print(double selectMillis, double refitMillis, double updateMicros) {
        PrintWriter console = spec.commandLine().getOut();
        console.printf(Locale.ROOT, "%-52s %10.2f us%n", "observe an hour and forecast 168 more", updateMicros);
        console.printf(Locale.ROOT, "%-52s %10.2f ms%n", "refit what was chosen", refitMillis);
        console.printf(Locale.ROOT, "%-52s %10.2f ms%n", "choose anew, with back-test", selectMillis);
        console.printf(Locale.ROOT, "%-52s %10.1f min%n", "refit 100,000 accounts", refitMillis * ACCOUNTS / 60_000);
        console.printf(
                Locale.ROOT,
                "%-52s %10.1f min%n",
                "choose anew for 100,000 accounts",
                selectMillis * ACCOUNTS / 60_000);
        String more = exhaustion.map(timed -> printExhaustion(timed, console)).orElse("");
        console.printf(
                Locale.ROOT,
                "{\"incrementalMicros\":%.2f,\"refitMillisPerAccount\":%.3f,\"selectMillisPerAccount\":%.3f%s}%n",
                updateMicros,
                refitMillis,
                selectMillis,
                more);
        console.flush();
    }

    private String printExhaustion(Exhaustion timed, PrintWriter console) {
        double incremental = timed.incremental().applyAsDouble(seed);
        double whole = timed.whole().applyAsDouble(seed);
        double newHour = timed.newHour().applyAsDouble(seed);
        console.printf(
                Locale.ROOT, "%-52s %10.2f s%n", "exhaustion of 100,000 accounts, one more job each", incremental);
        console.printf(Locale.ROOT, "%-52s %10.2f s%n", "the first of 100,000 accounts in a new hour", newHour);
        console.printf(Locale.ROOT, "%-52s %10.2f s%n", "100,000 whole answers, with curve and terms", whole);
        return String.format(
                Locale.ROOT,
                ",\"exhaustionPer100kSeconds\":%.3f,\"newHourPer100kSeconds\":%.3f,\"wholeAnswerPer100kSeconds\":%.3f",
                incremental,
                newHour,
                whole);
    }
}
