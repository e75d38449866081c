package io.reelbudget.bench.estimator;

import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.trainer.HistorySource;
import io.reelbudget.trainer.TranscodingData;
import io.reelbudget.trainer.TranscodingFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model, or opens one, and scores its estimates of jobs that it was not trained on. */
@Command(
        name = "estimator",
        description = "Scores cost estimates of jobs that the model has not seen.",
        mixinStandardHelpOptions = true)
public final class EstimatorCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelSource source = new ModelSource();

    // Null where not given, as picocli leaves options; so are the next.
    @Option(names = "--ugc-jobs", description = "x264 jobs to score; without it, a fifth of the sources in --train.")
    private @Nullable Path ugcJobs;

    @Option(names = "--ugc-videos", description = "The clips of those jobs.")
    private @Nullable Path ugcVideos;

    @Option(names = "--configs", description = "Their sets of settings.")
    private @Nullable Path configs;

    @Option(names = "--hw-jobs", description = "Jobs on machines to score.")
    private @Nullable Path hwJobs;

    @Option(names = "--hw-machines", description = "The machines.")
    private @Nullable Path hwMachines;

    @Option(names = "--veed-jobs", description = "Ladder jobs to score.")
    private @Nullable Path veedJobs;

    @Option(names = "--veed-instances", description = "The instances of those jobs.")
    private @Nullable Path veedInstances;

    @Option(
            names = "--part",
            description = "Which fifth of the sources is scored where no data is given (default: ${DEFAULT-VALUE}).")
    private int part = 0;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        try {
            TranscodingFiles trainFiles = source.files();
            Optional<TranscodingFiles> given = given(trainFiles);
            TranscodingData all = TranscodingData.read(trainFiles);
            TranscodingData toTrain = all;
            TranscodingData toScore;
            if (given.isPresent()) {
                toScore = TranscodingData.read(given.get());
                requireUnseen(toTrain, toScore);
            } else {
                DeveloperSplit split = new DeveloperSplit(all, part);
                toTrain = split.toTrain();
                toScore = split.toScore();
            }
            String split = given.isPresent() ? "all" : "part" + part;
            HistoryModel trained = source.model(split, toTrain, console);
            print(new EstimatorTask(trained).score(toScore, toTrain.machines()), console);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** All files or none: where one is missing, it is the training directory's that the jobs refer to. */
    private Optional<TranscodingFiles> given(TranscodingFiles trainFiles) {
        boolean jobs = ugcJobs != null && hwJobs != null && veedJobs != null;
        boolean any = ugcJobs != null || hwJobs != null || veedJobs != null;
        if (any && !jobs) {
            throw new IllegalArgumentException(
                    "Of --ugc-jobs, --hw-jobs and --veed-jobs some were given but all must be"
                            + " or none; give the others, too.");
        }
        if (!jobs) {
            return Optional.empty();
        }
        TranscodingFiles files = new TranscodingFiles(
                or(ugcJobs, trainFiles.ugcJobs()),
                or(ugcVideos, trainFiles.ugcVideos()),
                or(configs, trainFiles.configs()),
                or(hwJobs, trainFiles.hwJobs()),
                or(hwMachines, trainFiles.hwMachines()),
                or(veedJobs, trainFiles.veedJobs()),
                or(veedInstances, trainFiles.veedInstances()));
        for (Path path : new Path[] {files.ugcJobs(), files.hwJobs(), files.veedJobs()}) {
            if (!Files.isReadable(path)) {
                throw new IllegalArgumentException(
                        "Data to score was '" + path + "' but must be a readable file; check the path.");
            }
        }
        return Optional.of(files);
    }

    private static Path or(@Nullable Path given, Path otherwise) {
        return given == null ? otherwise : given;
    }

    private static void requireUnseen(TranscodingData trained, TranscodingData scored) {
        Set<String> known =
                trained.ugc().sources().stream().map(HistorySource::name).collect(Collectors.toSet());
        for (HistorySource source : scored.ugc().sources()) {
            if (known.contains(source.name())) {
                throw new IllegalArgumentException("Video '" + source.name()
                        + "' is to be scored but is in the training data; score jobs of other videos.");
            }
        }
    }

    private void print(Map<String, Scored> rows, PrintWriter console) {
        console.printf(
                Locale.ROOT,
                "%-16s %7s %8s %8s %9s %9s %8s %8s  %s%n",
                "row",
                "jobs",
                "median",
                "mean",
                "total",
                "of P50s",
                "<= P90",
                "worst",
                "worst group");
        StringJoiner json = new StringJoiner(",", "{", "}");
        rows.forEach((name, scored) -> {
            if (scored.isEmpty()) {
                console.printf(Locale.ROOT, "%-16s no jobs to score%n", name);
                return;
            }
            Scored.Errors errors = scored.errors();
            console.printf(
                    Locale.ROOT,
                    "%-16s %7d %7.2f%% %7.2f%% %+8.2f%% %+8.2f%% %8.3f %8.3f  %s%n",
                    name,
                    errors.jobs(),
                    errors.mdape(),
                    errors.mape(),
                    errors.totalError(),
                    errors.medianTotalError(),
                    errors.p90Coverage(),
                    errors.worstGroupCoverage(),
                    errors.worstGroup());
            json.add("\"" + name + "\":" + errors.json());
        });
        console.println(json);
        console.flush();
    }
}
