package io.reelbudget.bench.estimator;

import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.trainer.TranscodingData;
import io.reelbudget.trainer.TranscodingFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the model comes from: options that several commands share. */
final class ModelSource {

    @Option(names = "--train", description = "Directory of the data to train on (default: ${DEFAULT-VALUE}).")
    private Path train = Path.of("../shared/data/transcoding");

    @Option(names = "--cache", description = "Directory where trained models are kept (default: ${DEFAULT-VALUE}).")
    private Path cache = Path.of("budget-bench/target/estimator");

    // Null where not given, as picocli leaves options.
    @Option(names = "--model", description = "A trained model; its card lies beside it as .json.")
    private @Nullable Path model;

    /**
     * Returns the files to train on.
     *
     * @throws IllegalArgumentException if one is absent
     */
    TranscodingFiles files() {
        TranscodingFiles files = TranscodingFiles.in(train);
        files.requirePresent();
        return files;
    }

    /** Returns the model that was named, or one trained on a part of the data. */
    HistoryModel model(String split, TranscodingData toTrain, PrintWriter console) throws IOException {
        if (model != null) {
            String name = String.valueOf(model.getFileName());
            String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - ".onnx".length()) : name;
            return HistoryModel.open(model, model.resolveSibling(stem + ".json"));
        }
        return new ModelCache(cache).get(files().checksum(), split, toTrain, console);
    }
}
