package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.forecast.exhaustion.CombinationFile;
import io.reelbudget.forecast.exhaustion.Knowledge;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.runway.RunwayQuestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores the exhaustion forecast on usage traces, each by coefficients that never saw it. */
@Command(
        name = "exhaustion",
        description = "Scores when accounts run out, on usage traces, beside simple rules and peers.",
        mixinStandardHelpOptions = true)
public final class ExhaustionCommand implements Callable<Integer> {

    private static final long SEED = 20261122;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--trace", arity = "1..*", description = "Traces to score, as .csv.gz.")
    private List<Path> traces = List.of();

    @Option(
            names = "--fit-on",
            arity = "1..*",
            description = "Traces to fit on; the one scored is left out (default: those of --developer-traces, or of"
                    + " --trace where that folder has none).")
    private List<Path> fitOn = List.of();

    @Option(names = "--developer-traces", description = "Folder of traces to fit on (default: ${DEFAULT-VALUE}).")
    private Path developerTraces = Path.of("../shared/data/usage");

    @Option(names = "--shipped", description = "Score with the shipped coefficients, whatever they were fitted on.")
    private boolean shipped;

    @Option(names = "--cold", description = "Score each user's first window, which the task otherwise skips.")
    private boolean cold;

    @Option(
            names = "--product",
            paramLabel = "N",
            description =
                    "Score UsageForecaster as it is used, told hourly spending alone, at every Nth midnight; every"
                            + " 8th takes about ten minutes for four traces.")
    private int product;

    @Option(names = "--told", description = "With --product: tell it of the account's jobs and of the host, too.")
    private boolean told;

    @Option(names = "--write", description = "Fit on all of --fit-on, write coefficients to this file, score nothing.")
    private @Nullable Path write;

    @Option(names = "--pictures", description = "Draw ten accounts of the traces into this folder, score nothing.")
    private @Nullable Path pictures;

    @Option(
            names = "--peers",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Score the peer from Maven Central too, which takes a minute or two (default: yes).")
    private boolean peers;

    private final Map<Path, UsageTrace> read = new LinkedHashMap<>();
    private final Map<Path, TrainingRows> samples = new LinkedHashMap<>();

    /** Creates the command; picocli fills it. */
    public ExhaustionCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        if (write != null) {
            writeCoefficients(write, console);
            return 0;
        }
        if (traces.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Traces were none but must be at least one; name them with --trace.");
        }
        if (pictures != null) {
            draw(pictures, console);
            return 0;
        }
        if (product > 0) {
            scoreProduct(console);
            return 0;
        }
        ExhaustionReport report = new ExhaustionReport(console);
        for (Path trace : traces) {
            LearntCombination combination = combination(trace, Knowledge.JOBS_AND_HOST, console);
            Score later = score(trace, combination, ExhaustionTask.Windows.LATER);
            Score first = score(trace, combination, ExhaustionTask.Windows.FIRST);
            report.add(UsageTrace.nameOf(trace), cold ? first : later, first);
            if (peers) {
                report.addPeer(UsageTrace.nameOf(trace), peer(trace));
            }
        }
        report.print();
        return 0;
    }

    private void scoreProduct(PrintWriter console) throws IOException {
        ExhaustionReport report = new ExhaustionReport(console);
        for (Path trace : traces) {
            Knowledge knowledge = told ? Knowledge.JOBS_AND_HOST : Knowledge.SPENDING_ALONE;
            UsageForecaster forecaster =
                    UsageForecaster.withDefaults().learntFrom(combination(trace, knowledge, console));
            Score later = scoreProduct(trace, forecaster, ExhaustionTask.Windows.LATER);
            report.add(UsageTrace.nameOf(trace), later, scoreProduct(trace, forecaster, ExhaustionTask.Windows.FIRST));
        }
        report.print();
    }

    private Score scoreProduct(Path trace, UsageForecaster forecaster, ExhaustionTask.Windows windows)
            throws IOException {
        Score score = new Score();
        AtomicInteger asked = new AtomicInteger();
        ExhaustionTask.scoring(windows).ask(trace(trace), midnight -> {
            if (asked.getAndIncrement() % product == 0) {
                RunwayQuestion question = MidnightQuestion.of(midnight);
                score.add(
                        midnight,
                        told
                                ? forecaster.forecast(question, MidnightQuestion.seen(midnight), midnight.busy())
                                : forecaster.forecast(question));
            }
        });
        return score;
    }

    private PeerScore peer(Path trace) throws IOException {
        SignafloDays peer = new SignafloDays();
        ExhaustionTask.scoring(ExhaustionTask.Windows.LATER).ask(trace(trace), peer::ask);
        return peer.score();
    }

    private Score score(Path trace, LearntCombination combination, ExhaustionTask.Windows windows) throws IOException {
        Score score = new Score();
        ExhaustionTask.scoring(windows)
                .ask(trace(trace), midnight -> score.add(midnight, combination.curve(midnight.row())));
        return score;
    }

    private LearntCombination combination(Path scored, Knowledge knowledge, PrintWriter console) throws IOException {
        if (shipped) {
            return LearntCombination.shipped(knowledge);
        }
        List<TrainingRows> others = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Path file : candidates()) {
            if (!UsageTrace.nameOf(file).equals(UsageTrace.nameOf(scored))) {
                others.add(sample(file));
                names.add(UsageTrace.nameOf(file));
            }
        }
        if (others.isEmpty()) {
            throw new IllegalArgumentException("There was no trace to fit on but " + UsageTrace.nameOf(scored)
                    + " must be scored by others; name some with --fit-on, or use --shipped.");
        }
        TrainingRows rows = TrainingRows.all(others);
        console.printf(
                "%s: fitted on %s (%,d rows for a day, %,d for any number of days)%n",
                UsageTrace.nameOf(scored),
                String.join(", ", names),
                rows.day().size(),
                rows.horizon().size());
        console.flush();
        return CombinationFit.of(rows, knowledge);
    }

    private void writeCoefficients(Path file, PrintWriter console) throws IOException {
        List<TrainingRows> samples = new ArrayList<>();
        for (Path trace : candidates()) {
            samples.add(sample(trace));
        }
        TrainingRows rows = TrainingRows.all(samples);
        Map<Knowledge, LearntCombination> combinations = new EnumMap<>(Knowledge.class);
        for (Knowledge knowledge : Knowledge.values()) {
            combinations.put(knowledge, CombinationFit.of(rows, knowledge));
        }
        String card =
                CoefficientCard.of(candidates().stream().map(UsageTrace::nameOf).toList(), rows);
        Files.writeString(file, card + CombinationFile.write(combinations));
        console.println("Wrote " + file);
    }

    private void draw(Path directory, PrintWriter console) throws IOException {
        ExhaustionPictures drawn = new ExhaustionPictures();
        for (Path trace : traces) {
            drawn.add(trace(trace));
        }
        drawn.write(directory).forEach(file -> console.println("Wrote " + file));
    }

    private List<Path> candidates() throws IOException {
        if (!fitOn.isEmpty()) {
            return fitOn;
        }
        if (Files.isDirectory(developerTraces)) {
            try (Stream<Path> files = Files.list(developerTraces)) {
                List<Path> found = files.filter(file -> file.toString().endsWith(".csv.gz"))
                        .sorted()
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return traces;
    }

    private TrainingRows sample(Path file) throws IOException {
        TrainingRows known = samples.get(file);
        if (known != null) {
            return known;
        }
        TrainingRows rows = TrainingRows.sample(trace(file), SEED);
        samples.put(file, rows);
        return rows;
    }

    private UsageTrace trace(Path file) throws IOException {
        UsageTrace known = read.get(file);
        if (known != null) {
            return known;
        }
        UsageTrace trace = UsageTrace.read(file);
        read.put(file, trace);
        return trace;
    }
}
