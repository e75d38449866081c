package io.reelbudget.cli.estimate;

import io.reelbudget.cli.rendition.RenditionSpec;
import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.SourceReader;
import io.reelbudget.ffmpeg.arguments.FfmpegArguments;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.price.PriceBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is made of a video, and by which prices. */
public final class JobOptions {

    private static final int MOST_BYTES = 4 << 20;

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

    /** Returns the prices. */
    public PriceBook book() {
        return CardChoice.book(card);
    }

    /** Returns the name by which the prices were chosen. */
    String card() {
        return card;
    }

    /**
     * Returns the job that inputs say.
     *
     * @param inputs a video or ffprobe's JSON, or ffmpeg's arguments
     * @param remarks is told what of ffmpeg's arguments does not count
     * @throws IllegalArgumentException if they say none
     */
    public TranscodeJob job(List<String> inputs, Consumer<String> remarks) {
        if (inputs.size() > 1) {
            if (!renditions.isEmpty()) {
                throw new IllegalArgumentException("Renditions were given by --to and by ffmpeg's arguments but must be"
                        + " given by one of them; leave --to out.");
            }
            DescribedJob described =
                    FfmpegArguments.read(new JobId("estimate"), inputs, url -> probe().describe(Path.of(url)));
            described.remarks().forEach(remarks);
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
}
