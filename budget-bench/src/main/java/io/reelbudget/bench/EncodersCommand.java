package io.reelbudget.bench;

import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.ffmpeg.EncodeTask;
import io.reelbudget.ffmpeg.Encoder;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClips;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the processor time of encoders over a random design, and appends it to a CSV that the trainer reads. */
@Command(
        name = "encoders",
        description = "Measures the CPU seconds of ffmpeg's encoders; appends to a CSV, and goes on where it stopped.",
        mixinStandardHelpOptions = true)
final class EncodersCommand implements Callable<Integer> {

    private static final int THREADS = 1;
    private static final int MOST_FAILURES = 20;

    private final InstantSource clock;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--input", arity = "1..*", description = "Footage to use beside the clips that ffmpeg draws.")
    private List<Path> inputs = List.of();

    @Option(names = "--out", description = "The CSV to append to (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("encoders.csv");

    @Option(names = "--minutes", description = "Stop after so many minutes (default: ${DEFAULT-VALUE}).")
    private int minutes = 60;

    @Option(names = "--rows", description = "Stop when the CSV has so many rows (default: ${DEFAULT-VALUE}).")
    private int rows = 2_500;

    @Option(names = "--seed", description = "Seed of the design (default: ${DEFAULT-VALUE}).")
    private long seed = 20_261_122;

    @Option(
            names = "--encoders",
            split = ",",
            description =
                    "Which encoders (default: libopenh264,libvpx-vp9,libsvtav1); also libaom-av1, libx264, libx265"
                            + " where the ffmpeg has them.")
    private List<String> encoders = List.of("libopenh264", "libvpx-vp9", "libsvtav1");

    @Option(names = "--ffmpeg", description = "The ffmpeg to use (default: the one on the PATH, else the bundled one).")
    private Optional<Path> ffmpeg = Optional.empty();

    @Option(names = "--clips", description = "Where clips are drawn and kept (default: in the user's cache directory).")
    private Path clips = Path.of(System.getProperty("user.home"), ".cache", "reelbudget", "clips");

    EncodersCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Instant end = clock.instant().plus(Duration.ofMinutes(minutes));
        Ffmpeg found = Ffmpeg.locate(ffmpeg);
        PrintWriter console = spec.commandLine().getOut();
        console.println("Measuring " + found);
        EncoderDesign design = new EncoderDesign(sources(found), ranges(found), seed);
        EncoderMeasurements measurements = EncoderMeasurements.in(out);
        int failures = 0;
        for (long next = measurements.nextTrial(); clock.instant().isBefore(end) && next < rows; next++) {
            Trial trial = design.trial(next);
            EncodeResult result = measure(trial, found);
            if (result instanceof EncodeResult.Completed completed) {
                measurements.append(trial, THREADS, completed, found.version(), clock.instant());
            } else if (++failures > MOST_FAILURES) {
                console.println("More than " + MOST_FAILURES + " encodes failed: giving up.");
                return 1;
            } else {
                console.println("Trial " + next + " failed: " + ((EncodeResult.Failed) result).summary());
            }
        }
        EncoderSummary.of(measurements.rows()).print(console, out, failures);
        return 0;
    }

    private List<EncoderRange> ranges(Ffmpeg found) {
        return encoders.stream()
                .map(name -> EncoderRange.of(name)
                        .filter(range -> found.has(range.encoder()))
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "Encoder was '" + name + "' but must be one that " + found
                                        + " has and this program knows.")))
                .toList();
    }

    private List<TrialSource> sources(Ffmpeg found) {
        Ffprobe probe = Ffprobe.of(found);
        SyntheticClips drawn = SyntheticClips.in(clips, found);
        List<TrialSource> sources = new ArrayList<>();
        for (SyntheticClip clip : TrialClips.all()) {
            Path file = drawn.file(clip);
            sources.add(new TrialSource(clip.name(), clip.group(), file, probe.describe(file)));
        }
        for (Path input : inputs) {
            String name = input.getFileName().toString();
            String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
            sources.add(new TrialSource(name, stem, input, probe.describe(input)));
        }
        return sources;
    }

    private static EncodeResult measure(Trial trial, Ffmpeg found) throws IOException {
        Path directory = Files.createTempDirectory("reelbudget-bench");
        Path output = directory.resolve("out.mkv");
        try {
            EncodeTask task = EncodeTask.of(trial.from().file(), output, trial.target())
                    .withThreads(THREADS)
                    .limitedTo(Duration.ofMillis(Math.round(trial.seconds() * 1_000)));
            return Encoder.of(found).withTimeout(Duration.ofMinutes(10)).encode(task);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(directory);
        }
    }
}
