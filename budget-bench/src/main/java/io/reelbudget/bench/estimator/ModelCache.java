package io.reelbudget.bench.estimator;

import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.estimator.ModelCard;
import io.reelbudget.trainer.HistoryTable;
import io.reelbudget.trainer.HistoryTraining;
import io.reelbudget.trainer.TrainedModel;
import io.reelbudget.trainer.TranscodingData;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Models by what they were trained on, so that the same data trains once. */
final class ModelCache {

    private static final long SEED = 20_261_122;

    private final Path directory;

    ModelCache(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the model of some data, trained now where there is none yet.
     *
     * @param checksum of the data
     * @param split which part of it is trained on
     */
    HistoryModel get(String checksum, String split, TranscodingData data, PrintWriter console) throws IOException {
        String name = checksum.substring(0, 16) + "-" + split + "-" + HistoryTraining.RECIPE;
        Path model = directory.resolve(name + ".onnx");
        Path card = directory.resolve(name + ".json");
        if (!Files.exists(model) || !Files.exists(card)) {
            train(data, model, card, console);
        }
        console.println("model " + model);
        return HistoryModel.open(model, card);
    }

    private void train(TranscodingData data, Path model, Path card, PrintWriter console) throws IOException {
        long start = System.nanoTime();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        List<HistoryTable> tables = new ArrayList<>(List.of(data.ugc()));
        tables.addAll(data.ladders());
        HistoryTraining training = new HistoryTraining(
                "reelbudget-history", HistoryTraining.RECIPE, TranscodingData.PROVENANCE, "MIT and BSD-3-Clause", SEED);
        TrainedModel trained = training.train(tables, List.of(data.machines()), line -> {
            console.println(line);
            console.flush();
        });
        trained.metadata()
                .metrics()
                .forEach((view, metrics) -> console.printf(
                        Locale.ROOT,
                        "  held out of training: %-24s %6d rows, median %.2f %%, mean %.2f %%, P50s in total %+.2f %%, trees' P90 %.3f%n",
                        view,
                        metrics.rows(),
                        100 * metrics.medianError(),
                        100 * metrics.meanError(),
                        100 * metrics.totalError(),
                        metrics.rawP90Coverage()));
        Files.createDirectories(directory);
        Files.write(model, trained.onnx());
        Files.writeString(
                card,
                ModelCard.ofHistory(trained.metadata(), trained.onnx(), Instant.EPOCH)
                        .toJson());
        console.printf(
                Locale.ROOT,
                "trained in %.0f s, %.0f s of it on the processor; %d bytes; ONNX Runtime differs by at most %.1e%n",
                (System.nanoTime() - start) / 1e9,
                (threads.getCurrentThreadCpuTime() - processor) / 1e9,
                trained.onnx().length,
                trained.largestDifference());
    }
}
