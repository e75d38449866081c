package io.reelbudget.trainer;

import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.estimator.ModelCard;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The program that trains a history model on a table of finished jobs and writes it with its card. */
public final class TrainHistory {

    private static final String USAGE =
            "Usage: TrainHistory --jobs FILE.csv --work NAME --view NAME=INPUT,INPUT [--view ...]"
                    + " --out FILE.onnx --card FILE.json [--pixels INPUT] [--version TEXT] [--licence TEXT] [--provenance TEXT]";
    private static final Set<String> OPTIONS = Set.of(
            "--jobs", "--work", "--view", "--out", "--card", "--pixels", "--version", "--licence", "--provenance");
    private static final long SEED = 20_261_122;

    private final PrintStream out;
    private final InstantSource clock;
    private final Map<String, String> options = new HashMap<>();
    private final List<ViewPlan> views = new ArrayList<>();

    TrainHistory(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Trains; prints progress and the errors on groups held out. Exits with 2 where it cannot. */
    public static void main(String[] args) {
        try {
            new TrainHistory(System.out, InstantSource.system()).run(args);
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    void run(String... args) throws IOException {
        read(args);
        Path model = Path.of(required("--out"));
        Path card = Path.of(required("--card"));
        Path jobs = Path.of(required("--jobs"));
        if (views.isEmpty()) {
            throw new IllegalArgumentException("Option --view was not given but must be. " + USAGE);
        }
        HistoryTable table = HistoryCsv.read(jobs, required("--work"), options.getOrDefault("--pixels", ""), views);
        TrainedModel trained = new HistoryTraining(
                        "history-" + table.work(),
                        options.getOrDefault("--version", "1"),
                        List.of(options.getOrDefault("--provenance", String.valueOf(jobs.getFileName()))),
                        options.getOrDefault("--licence", "not stated"),
                        SEED)
                .train(List.of(table), List.of(), out::println);
        trained.metadata()
                .metrics()
                .forEach((view, metrics) -> out.printf(
                        Locale.ROOT,
                        "%-32s %6d rows  median error %.1f %%  mean %.1f %%  P90 covers %.3f%n",
                        view,
                        metrics.rows(),
                        100 * metrics.medianError(),
                        100 * metrics.meanError(),
                        metrics.p90Coverage()));
        Files.write(model, trained.onnx());
        Files.writeString(
                card,
                ModelCard.ofHistory(
                                        trained.metadata(),
                                        trained.onnx(),
                                        clock.instant().truncatedTo(ChronoUnit.SECONDS))
                                .toJson()
                        + "\n");
        HistoryModel.open(model, card);
        out.printf(Locale.ROOT, "wrote %s (%d bytes) and %s%n", model, trained.onnx().length, card);
    }

    private void read(String... args) {
        for (int i = 0; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "Argument was '" + args[i] + "' but must be an option with its value. " + USAGE);
            }
            if (args[i].equals("--view")) {
                views.add(view(args[i + 1]));
            } else {
                options.put(args[i], args[i + 1]);
            }
        }
    }

    private static ViewPlan view(String text) {
        int at = text.indexOf('=');
        if (at < 1 || at + 1 == text.length()) {
            throw new IllegalArgumentException(
                    "View was '" + text + "' but must be a name and its inputs, such as content=log_pixels,motion.");
        }
        return new ViewPlan(
                text.substring(0, at), List.of(text.substring(at + 1).split(",", -1)), List.of());
    }

    private String required(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Option " + name + " was not given but must be. " + USAGE);
        }
        return value;
    }
}
