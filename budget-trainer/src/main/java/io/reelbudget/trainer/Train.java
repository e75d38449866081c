package io.reelbudget.trainer;

import io.reelbudget.estimator.CostModel;
import io.reelbudget.estimator.FinishedJobsFile;
import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.ModelCard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The program that trains a cost model and writes it with its card. */
public final class Train {

    private static final String USAGE = "Usage: Train [--transcoding DIR] [--encoders CSV[,CSV]] [--ledger DIR]"
            + " [--version V] [--licence TEXT] --out model.onnx --card model.json";
    private static final Set<String> OPTIONS =
            Set.of("--transcoding", "--encoders", "--ledger", "--version", "--licence", "--out", "--card");
    private static final String LICENCE = "Apache-2.0";

    private final PrintWriter out;
    private final InstantSource clock;
    private final BoostingSettings settings;

    Train(PrintWriter out, InstantSource clock, BoostingSettings settings) {
        this.out = out;
        this.clock = clock;
        this.settings = settings;
    }

    /** Trains; prints progress and how well the model does on held-out videos. Exits with 2 where it cannot. */
    public static void main(String[] args) {
        try {
            new Train(
                            new PrintWriter(System.out, true, Charset.defaultCharset()),
                            Clock.systemUTC(),
                            BoostingSettings.standard())
                    .run(args);
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /**
     * Trains as the program does.
     *
     * @param progress is told how far it is, a line a step
     * @param clock says when the model was trained
     * @param args the program's own
     * @return the card that was written beside the model
     * @throws IllegalArgumentException if an argument or a table cannot be used
     * @throws IllegalStateException if XGBoost cannot run here, or ONNX Runtime differs from the trees
     * @throws IOException if a file cannot be read or written
     */
    public static ModelCard train(PrintWriter progress, InstantSource clock, String... args) throws IOException {
        return new Train(progress, clock, BoostingSettings.standard()).run(args);
    }

    ModelCard run(String... args) throws IOException {
        Map<String, String> options = options(args);
        Path model = Path.of(required(options, "--out"));
        Path card = Path.of(required(options, "--card"));
        List<PastJob> jobs = new ArrayList<>();
        List<String> provenance = new ArrayList<>();
        String directory = options.get("--transcoding");
        if (directory != null) {
            jobs.addAll(X264UgcJobs.read(Path.of(directory)));
            provenance.add(X264UgcJobs.PROVENANCE);
            out.println("read " + jobs.size() + " jobs of x264_ugc");
        }
        for (Path file : tables(options)) {
            List<PastJob> measured = MeasuredJobs.read(file);
            jobs.addAll(measured);
            provenance.add(MeasuredJobs.provenance(file));
            out.println("read " + measured.size() + " measured jobs of " + file);
        }
        String version = options.getOrDefault("--version", "2026.11");
        String licence = options.getOrDefault("--licence", LICENCE);
        CostTraining training = new CostTraining("reelbudget-cost", version, provenance, licence, settings);
        TrainedModel trained = training.train(jobs, new ProgressBar(out, CrossValidation.FOLDS + 1)::step);
        print(trained.metadata().metrics());
        Files.write(model, trained.onnx());
        ModelCard written =
                ModelCard.of(trained.metadata(), trained.onnx(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        Files.writeString(card, written.toJson() + "\n");
        CostModel.open(model, card).close();
        out.printf(
                Locale.ROOT,
                "wrote %s (%d bytes) and %s; ONNX Runtime differs from the trees by at most %.1e%n",
                model,
                trained.onnx().length,
                card,
                trained.largestDifference());
        out.flush();
        return written;
    }

    /** The measurements that are named, and the tables of finished jobs that a ledger keeps in its directory. */
    private static List<Path> tables(Map<String, String> options) {
        List<Path> tables = new ArrayList<>();
        String measurements = options.get("--encoders");
        if (measurements != null) {
            for (String file : measurements.split(",", -1)) {
                tables.add(Path.of(file));
            }
        }
        String ledger = options.get("--ledger");
        if (ledger != null) {
            List<Path> kept = Stream.of(FinishedJobsFile.PREVIOUS, FinishedJobsFile.NAME)
                    .map(name -> Path.of(ledger).resolve(name))
                    .filter(Files::exists)
                    .toList();
            if (kept.isEmpty()) {
                throw new IllegalArgumentException("Ledger's directory was '" + ledger + "' but must have a file '"
                        + FinishedJobsFile.NAME + "'; it is written as jobs of one rendition finish.");
            }
            tables.addAll(kept);
        }
        return tables;
    }

    private void print(Map<String, HeldOutMetrics> metrics) {
        out.println("held-out videos               jobs  median err  mean err  total err  P90 coverage (trees alone)");
        new TreeMap<>(metrics)
                .forEach((encoder, m) -> out.printf(
                        Locale.ROOT,
                        "%-26s %7d %10.1f%% %8.1f%% %+9.1f%%  %.3f (%.3f)%n",
                        encoder,
                        m.rows(),
                        100 * m.medianError(),
                        100 * m.meanError(),
                        100 * m.totalError(),
                        m.p90Coverage(),
                        m.rawP90Coverage()));
    }

    private static Map<String, String> options(String... args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "Argument was '" + args[i] + "' but must be an option with its value." + " " + USAGE);
            }
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Option " + name + " was not given but must be. " + USAGE);
        }
        return value;
    }
}
