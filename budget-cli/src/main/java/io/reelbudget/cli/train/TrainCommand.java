package io.reelbudget.cli.train;

import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.Listing;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.ModelCard;
import io.reelbudget.trainer.Train;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code budget train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a cost model from finished jobs, and says how well it does on sources that it never saw.",
            "",
            "Writes the model (ONNX) and its card (JSON); nothing where ONNX Runtime would answer otherwise than the trees. Use"
                    + " them by 'TrainedCostEstimator.withModel'. At least ten groups of sources are needed. On Linux,"
                    + " XGBoost needs the package libgomp1."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input or no XGBoost on this machine, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget train --ledger books --out mine.onnx --model-version 2026.12",
            "  budget train --encoders a.csv,b.csv --out mine.onnx --licence internal",
            "  budget check --model-card mine.json --fail-if 'model-p90-coverage<0.85'"
        })
public final class TrainCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"--ledger", "-d", "--directory"},
            paramLabel = "DIR",
            description = "A ledger's directory, for the jobs that finished there (finished-jobs.csv).")
    private @Nullable Path ledger;

    @Option(
            names = "--encoders",
            split = ",",
            paramLabel = "CSV",
            description = "Tables of measured encodes, a row each; their columns are in docs/training.md.")
    private List<Path> encoders = List.of();

    @Option(names = "--transcoding", paramLabel = "DIR", description = "A directory with the data set x264_ugc.")
    private @Nullable Path transcoding;

    @Option(names = "--out", required = true, paramLabel = "FILE.onnx", description = "The model; must not exist.")
    private Path out = Path.of("");

    @Option(
            names = "--card",
            paramLabel = "FILE.json",
            description = "Its card; must not exist. Without it, beside the model, under its name.")
    private @Nullable Path card;

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            description = "Goes into every estimate that the model makes. Default: the trainer's.")
    private @Nullable String version;

    @Option(names = "--licence", paramLabel = "TEXT", description = "Under which the model may be used.")
    private @Nullable String licence;

    @Override
    public Integer call() {
        if (ledger == null && encoders.isEmpty() && transcoding == null) {
            throw new IllegalArgumentException(
                    "Jobs to learn from were none but must be some; give --ledger, --encoders" + " or --transcoding.");
        }
        Path cardFile = card == null ? besides(out) : card;
        requireNew(out, "--out");
        requireNew(cardFile, "--card");
        ModelCard trained;
        PrintWriter err = spec.commandLine().getErr();
        try {
            trained = Train.train(err, InstantSource.system(), arguments(cardFile));
        } catch (IllegalStateException cannot) {
            err.println("budget: " + cannot.getMessage());
            err.flush();
            return ExitCode.BAD_INPUT;
        } catch (IOException e) {
            throw new UncheckedIOException("Model cannot be trained: " + e.getMessage() + "; check the paths.", e);
        }
        output.print(listing(trained), spec.commandLine().getOut());
        output.remark(
                trained.name() + " " + trained.version() + ", " + trained.bytes() + " bytes, " + trained.licence()
                        + ", written to " + out + " and " + cardFile + ". It learnt from: "
                        + String.join(" ", trained.provenance()),
                spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static Path besides(Path model) {
        String name = String.valueOf(model.getFileName());
        String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - ".onnx".length()) : name;
        return model.resolveSibling(stem + ".json");
    }

    private static void requireNew(Path file, String option) {
        if (Files.exists(file)) {
            throw new IllegalArgumentException("File '" + file + "' of " + option
                    + " existed but must not, so that no model in use is lost; name another, or remove it first.");
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IllegalArgumentException("Directory of " + option + ", '" + parent
                    + "', was none but must be, before hours are spent on training; make it.");
        }
    }

    private String[] arguments(Path cardFile) {
        List<String> words = new ArrayList<>(List.of("--out", out.toString(), "--card", cardFile.toString()));
        add(words, "--ledger", ledger);
        add(words, "--transcoding", transcoding);
        add(words, "--version", version);
        add(words, "--licence", licence);
        if (!encoders.isEmpty()) {
            add(
                    words,
                    "--encoders",
                    String.join(",", encoders.stream().map(Path::toString).toList()));
        }
        return words.toArray(String[]::new);
    }

    private static void add(List<String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.add(option);
            words.add(value.toString());
        }
    }

    private static Listing listing(ModelCard card) {
        Listing listing = Listing.of(
                Listing.text("model", "model"),
                Listing.text("version", "version"),
                Listing.text("encoder", "encoder and view"),
                Listing.number("rows", "held-out jobs"),
                Listing.number("medianError", "median error"),
                Listing.number("meanError", "mean error"),
                Listing.number("totalError", "total error"),
                Listing.number("p90Coverage", "P90 covers"));
        for (Map.Entry<String, HeldOutMetrics> each : new TreeMap<>(card.metrics()).entrySet()) {
            HeldOutMetrics metrics = each.getValue();
            listing = listing.with(
                    card.name(),
                    card.version(),
                    each.getKey(),
                    Integer.toString(metrics.rows()),
                    share(metrics.medianError()),
                    share(metrics.meanError()),
                    share(metrics.totalError()),
                    share(metrics.p90Coverage()));
        }
        return listing;
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }
}
