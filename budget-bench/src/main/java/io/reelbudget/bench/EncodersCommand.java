package io.reelbudget.bench;

import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the processor time of encoders over a random design, and appends it to a CSV that the trainer reads. */
@Command(
        name = "encoders",
        description = "Measures the CPU seconds of ffmpeg's encoders; appends to a CSV, and goes on where it stopped.",
        mixinStandardHelpOptions = true)
final class EncodersCommand implements Callable<Integer> {

    private static final int MOST_FAILURES = 20;

    private final InstantSource clock;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrialOptions trials = new TrialOptions();

    @Option(names = "--out", description = "The CSV to append to (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("encoders.csv");

    @Option(names = "--minutes", description = "Stop after so many minutes (default: ${DEFAULT-VALUE}).")
    private int minutes = 60;

    @Option(names = "--rows", description = "Stop when the CSV has so many rows (default: ${DEFAULT-VALUE}).")
    private int rows = 2_500;

    EncodersCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Instant end = clock.instant().plus(Duration.ofMinutes(minutes));
        Ffmpeg ffmpeg = trials.ffmpeg();
        PrintWriter console = spec.commandLine().getOut();
        console.println("Measuring " + ffmpeg);
        List<TrialSource> sources = trials.sources(ffmpeg);
        SourceProbes.beside(out).add(sources, trials.probing());
        EncoderDesign design = trials.design(ffmpeg, sources);
        EncoderMeasurements measurements = EncoderMeasurements.in(out);
        int failures = 0;
        for (long next = measurements.nextTrial(); clock.instant().isBefore(end) && next < rows; next++) {
            Trial trial = design.trial(next);
            EncodeResult result = trial.run(ffmpeg);
            if (result instanceof EncodeResult.Completed completed) {
                measurements.append(trial, completed, ffmpeg.version(), clock.instant());
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
}
