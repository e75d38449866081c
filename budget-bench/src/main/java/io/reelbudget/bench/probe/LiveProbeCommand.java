package io.reelbudget.bench.probe;

import io.reelbudget.estimator.CostModel;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.ffmpeg.ContentProbe;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.ProbeResult;
import io.reelbudget.ffmpeg.SyntheticClips;
import io.reelbudget.ffmpeg.SyntheticFilm;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs jobs, probes their sources, and scores how well the estimator foretells what the jobs took. It was trained on
 * none of the sources, and learns from no job of the source that it is asked about.
 */
@Command(
        name = "live-probe",
        description = "Measures how well the content probe foretells the CPU seconds of jobs.",
        mixinStandardHelpOptions = true)
public final class LiveProbeCommand implements Callable<Integer> {

    private static final int LEAST_SECONDS = 60;
    private static final int LEAST_SOURCES = 3;
    private static final int MOST_REPEATS = 99;
    private static final int QUICK_FILMS = 4;
    private static final int QUICK_RUNGS = 2;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--input", arity = "1..*", description = "Footage of at least 60 seconds to use as well.")
    private List<Path> inputs = List.of();

    @Option(names = "--films", description = "How many films to draw (default: ${DEFAULT-VALUE}).")
    private int films = 8;

    @Option(names = "--quick", description = "Four films and two encoders only: a few minutes.")
    private boolean quick;

    @Option(
            names = "--repeat",
            description = "Measure each job so often, at different times, and score the median: where the machine has"
                    + " other work, the same encode takes 10 %% more or less (default: ${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(names = "--minutes", description = "Stop measuring jobs after so long, and score what was measured.")
    private double minutes = Double.POSITIVE_INFINITY;

    @Option(names = "--ffmpeg", description = "The ffmpeg to use (default: the one on the PATH, else the bundled one).")
    private Optional<Path> ffmpeg = Optional.empty();

    @Option(names = "--model", description = "A model, with its card beside it (default: the bundled one).")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--work", description = "Where films and measurements are kept (default: in the user's cache).")
    private Path work = Path.of(System.getProperty("user.home"), ".cache", "reelbudget", "live-probe");

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        if (repeat < 1 || repeat > MOST_REPEATS) {
            throw new ParameterException(
                    spec.commandLine(), "--repeat was " + repeat + " but must be 1 to " + MOST_REPEATS + ".");
        }
        Ffmpeg found = Ffmpeg.locate(ffmpeg);
        Files.createDirectories(work);
        List<ProbedSource> sources = sources(found, console);
        if (sources.size() < LEAST_SOURCES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Sources were " + sources.size() + " but must be at least " + LEAST_SOURCES
                            + ", as each is foretold by the others; draw more films or give more inputs.");
        }
        List<ProbedJob> jobs = jobs(found, sources, console);
        long probed = jobs.stream().map(ProbedJob::source).distinct().count();
        if (probed < LEAST_SOURCES) {
            console.println("Sources that were measured and probed were " + probed + " but must be at least "
                    + LEAST_SOURCES + "; let it measure longer or give longer sources.");
            console.flush();
            return 1;
        }
        new LiveProbeReport(console, this::estimator).print(jobs);
        return 0;
    }

    private TrainedCostEstimator estimator() {
        return model.map(onnx -> TrainedCostEstimator.of(CostModel.open(onnx, card(onnx))))
                .orElseGet(TrainedCostEstimator::bundled);
    }

    private static Path card(Path onnx) {
        return onnx.resolveSibling(onnx.getFileName().toString().replaceFirst("\\.onnx$", "") + ".json");
    }

    private List<ProbedSource> sources(Ffmpeg found, PrintWriter console) {
        List<ProbedSource> sources = new ArrayList<>();
        SyntheticClips drawn = SyntheticClips.in(work, found);
        int count = quick ? QUICK_FILMS : films;
        for (int seed = 0; seed < count; seed++) {
            SyntheticFilm film = film(seed);
            sources.add(described(found, film.name(), drawn.file(film)));
        }
        for (Path input : inputs) {
            sources.add(described(found, input.getFileName().toString(), input));
        }
        console.println(found + ", " + sources.size() + " sources");
        console.flush();
        return sources;
    }

    /** Sizes and rates differ, so that a model cannot take one for the other. */
    private static SyntheticFilm film(int seed) {
        return switch (seed % 4) {
            case 0 -> new SyntheticFilm(854, 480, 24, LEAST_SECONDS, seed);
            case 1 -> new SyntheticFilm(640, 360, 30, LEAST_SECONDS + 12, seed);
            case 2 -> new SyntheticFilm(960, 540, 25, LEAST_SECONDS, seed);
            default -> new SyntheticFilm(768, 432, 24, LEAST_SECONDS + 6, seed);
        };
    }

    private ProbedSource described(Ffmpeg found, String name, Path file) {
        ProbedSource source = new ProbedSource(name, file, Ffprobe.of(found).describe(file));
        if (source.source().durationSeconds() < LEAST_SECONDS - 0.5) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Input '" + file + "' was " + source.source().durationSeconds() + " seconds long but must be at"
                            + " least " + LEAST_SECONDS + "; give a longer one.");
        }
        return source;
    }

    private List<ProbedJob> jobs(Ffmpeg found, List<ProbedSource> sources, PrintWriter console) throws IOException {
        MeasuredEncodes encodes = new MeasuredEncodes(found, work.resolve("encodes.tsv"));
        List<LadderJob.Rung> rungs = LadderJob.RUNGS.stream()
                .filter(each -> found.has(each.encoder()))
                .limit(quick ? QUICK_RUNGS : Long.MAX_VALUE)
                .toList();
        long end = minutes == Double.POSITIVE_INFINITY
                ? Long.MAX_VALUE
                : System.nanoTime()
                        + Duration.ofMillis(Math.round(minutes * 60_000)).toNanos();
        measure(encodes, sources, rungs, end, console);
        List<ProbedJob> jobs = new ArrayList<>();
        try (TrainedCostEstimator estimator = estimator()) {
            for (ProbedSource source : sources) {
                List<TranscodeJob> planned = rungs.stream()
                        .map(rung -> LadderJob.of(source.name(), source.source(), rung))
                        .toList();
                List<ProbedJob> done = new ArrayList<>();
                for (int i = 0; i < planned.size(); i++) {
                    TranscodeJob job = planned.get(i);
                    String rung = rungs.get(i).name();
                    measured(encodes, source, job)
                            .ifPresent(seconds -> done.add(new ProbedJob(source.name(), rung, job, seconds, 0)));
                }
                if (!done.isEmpty()) {
                    jobs.addAll(probed(found, source, done, estimator, console));
                }
            }
        }
        return jobs;
    }

    /** Each job once, then all of them once more: measurements of one are far from each other in time. */
    private void measure(
            MeasuredEncodes encodes,
            List<ProbedSource> sources,
            List<LadderJob.Rung> rungs,
            long end,
            PrintWriter console)
            throws IOException {
        for (int round = 1; round <= repeat; round++) {
            for (ProbedSource source : sources) {
                for (LadderJob.Rung rung : rungs) {
                    measure(encodes, source, LadderJob.of(source.name(), source.source(), rung), round, end);
                }
                console.println(source.name() + " was measured, time " + round + " of " + repeat);
                console.flush();
            }
        }
        encodes.noise()
                .ifPresent(noise -> console.printf(
                        Locale.ROOT, "Measurements of one encode deviate by %.1f %% from each other.%n", 100 * noise));
    }

    /** One probe for all jobs of a source, within what the cheapest of them allows by its estimate. */
    private static List<ProbedJob> probed(
            Ffmpeg found,
            ProbedSource source,
            List<ProbedJob> jobs,
            TrainedCostEstimator estimator,
            PrintWriter console) {
        double cheapest = jobs.stream()
                .mapToDouble(each -> estimator.estimate(each.job()).cpuSeconds().p10())
                .min()
                .orElseThrow();
        ProbeResult result = ContentProbe.of(found).probe(source.file(), source.source(), cheapest);
        if (result instanceof ProbeResult.Probed probed) {
            return jobs.stream()
                    .map(job -> job.probed(probed.content(), probed.cpuSeconds()))
                    .toList();
        }
        console.println(source.name() + " was not probed: " + result);
        return List.of();
    }

    private static void measure(MeasuredEncodes encodes, ProbedSource source, TranscodeJob job, int times, long end)
            throws IOException {
        for (Target target : job.targets()) {
            while (encodes.times(source, target) < times && System.nanoTime() <= end) {
                encodes.measure(source, target);
            }
        }
    }

    private static Optional<List<Double>> measured(MeasuredEncodes encodes, ProbedSource source, TranscodeJob job) {
        List<Double> seconds = new ArrayList<>();
        for (Target target : job.targets()) {
            encodes.known(source, target).ifPresent(seconds::add);
        }
        return seconds.size() == job.targets().size() ? Optional.of(seconds) : Optional.empty();
    }
}
