package io.reelbudget.cli.estimate;

import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.cli.rendition.RenditionSpec;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.SourceReader;
import io.reelbudget.ffmpeg.arguments.FfmpegArguments;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.price.PriceBook;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget estimate}. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a video's renditions will take and cost, before anything runs.",
            "",
            "Give a video, what 'ffprobe -of json -show_format -show_streams' said of one (a file that ends in .json), or ffmpeg's"
                    + " own arguments after '--'. Nothing is uploaded or encoded."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget estimate holiday.mp4",
            "  budget estimate holiday.mp4 --to 1080p-av1,720p-hevc,480p --explain",
            "  budget estimate probe.json --card aws-mediaconvert-basic --format csv",
            "  budget estimate -- -i holiday.mp4 -c:v libx265 -preset slow -crf 24 -s 1280x720 out.mp4"
        })
public final class EstimateCommand implements Callable<Integer> {

    private static final int MOST_BYTES = 4 << 20;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A video, ffprobe's JSON, or after '--' ffmpeg's arguments.")
    private List<String> inputs = List.of();

    @Option(
            names = "--to",
            split = ",",
            paramLabel = "RENDITION",
            description = "Such as 720p, 1080p-av1 or 480p-libx265/fast@900 (SIDEp-ENCODER/PRESET@KBITS). Without it,"
                    + " H.264 at each usual size up to the source's.")
    private List<String> renditions = List.of();

    @Option(
            names = "--card",
            paramLabel = "CARD",
            description = "A rate card: a JSON file, or illustrative ones: cpu-hour, aws-mediaconvert-basic,"
                    + " google-transcoder, bitmovin-like. Default: ${DEFAULT-VALUE}.")
    private String card = CardChoice.CPU_HOUR;

    @Option(
            names = "--ffmpeg",
            paramLabel = "PATH",
            description = "Your own ffmpeg, whose ffprobe describes videos. Without it, that of the PATH or the bundled"
                    + " one.")
    private @Nullable Path ffmpeg;

    @Option(names = "--explain", description = "Say what each estimate rests on and what makes it dear.")
    private boolean explained;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        TranscodeJob job = job(out);
        PriceBook book = CardChoice.book(card);
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            output.print(EstimateListing.of(job, estimator, book, InstantSource.system()), out);
            if (explained) {
                explain(job, estimator, out);
            }
        }
        output.remark("Prices by '" + card + "'. P90: nine of ten such jobs take at most this.", out);
        return 0;
    }

    private TranscodeJob job(PrintWriter out) {
        if (inputs.size() > 1) {
            if (!renditions.isEmpty()) {
                throw new IllegalArgumentException("Renditions were given by --to and by ffmpeg's arguments but must be"
                        + " given by one of them; leave --to out.");
            }
            DescribedJob described =
                    FfmpegArguments.read(new JobId("estimate"), inputs, url -> probe().describe(Path.of(url)));
            described.remarks().forEach(remark -> output.remark("Note: " + remark, out));
            return described.job();
        }
        Source source = source(inputs.get(0));
        List<RenditionSpec> specs = renditions.isEmpty()
                ? RenditionSpec.ladderOf(source)
                : renditions.stream().map(RenditionSpec::parse).toList();
        return TranscodeJob.of(
                "estimate", source, specs.stream().map(each -> each.of(source)).toArray(Target[]::new));
    }

    private Source source(String input) {
        Path file = Path.of(input);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "Input '" + input + "' was no file but must be a video or ffprobe's JSON; check the path.");
        }
        return input.toLowerCase(Locale.ROOT).endsWith(".json")
                ? SourceReader.read(input, text(file))
                : probe().describe(file);
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException("Input '" + file + "' had " + Files.size(file)
                        + " bytes but must have at most " + MOST_BYTES + "; give ffprobe's output alone.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Input '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private Ffprobe probe() {
        return Ffprobe.of(Ffmpeg.locate(Optional.ofNullable(ffmpeg)));
    }

    private void explain(TranscodeJob job, CostEstimator estimator, PrintWriter out) {
        for (Target target : job.targets()) {
            CostEstimate estimate = estimator.estimate(EstimateListing.alone(job, target));
            output.remark("", out);
            output.remark(target.summary() + ": " + estimate.reason(), out);
            estimate.contributions().forEach(each -> output.remark("  " + each.sentence(), out));
        }
    }
}
