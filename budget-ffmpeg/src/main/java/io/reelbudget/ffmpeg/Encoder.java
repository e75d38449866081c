package io.reelbudget.ffmpeg;

import io.reelbudget.ffmpeg.Child.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.DoubleConsumer;

/**
 * Makes renditions with ffmpeg and measures what each took: its own processor time, whatever else the machine does.
 *
 * <p>Each encode is a process of its own. It writes beside the output under another name, and the output appears only
 * once it is whole; an encode that fails leaves nothing. It is killed when its time is up, when the waiting thread is
 * interrupted and when the JVM shuts down.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class Encoder {

    private static final Duration PATIENCE = Duration.ofHours(12);
    private static final String OUT_TIME = "out_time_us=";

    private final Ffmpeg ffmpeg;
    private final Duration timeout;
    private final DoubleConsumer progress;

    private Encoder(Ffmpeg ffmpeg, Duration timeout, DoubleConsumer progress) {
        this.ffmpeg = ffmpeg;
        this.timeout = timeout;
        this.progress = progress;
    }

    /** Returns an encoder that allows each encode 12 hours. */
    public static Encoder of(Ffmpeg ffmpeg) {
        return new Encoder(ffmpeg, PATIENCE, seconds -> {});
    }

    /** Returns this encoder, which kills an encode that runs longer than this. */
    public Encoder withTimeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw new IllegalArgumentException("Timeout was " + newTimeout + " but must be more than zero.");
        }
        return new Encoder(ffmpeg, newTimeout, progress);
    }

    /**
     * Returns this encoder, which tells how many seconds of the rendition are written, about twice a second and on
     * another thread. The listener must be quick and must not throw.
     */
    public Encoder tellingProgress(DoubleConsumer listener) {
        return new Encoder(ffmpeg, timeout, listener);
    }

    /**
     * Encodes, and waits for the end.
     *
     * @return what it took, also where ffmpeg failed: that is an answer, and its processor time was spent
     * @throws IllegalArgumentException if the output exists, or if this ffmpeg has no such encoder, preset or rate
     *     control
     * @throws UncheckedIOException if ffmpeg could not be started, or the output could not be written
     */
    public EncodeResult encode(EncodeTask task) {
        if (!ffmpeg.has(task.target().encoder())) {
            throw new IllegalArgumentException("Encoder was '" + task.target().encoder() + "' but " + ffmpeg
                    + " has none of that name; choose one of its encoders or another ffmpeg.");
        }
        if (Files.exists(task.output())) {
            throw new IllegalArgumentException(
                    "Output file '" + task.output() + "' exists but must not; name a new one.");
        }
        try {
            return encodeBeside(task);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Could not encode '" + task.input() + "' to '" + task.output() + "': " + failed.getMessage(),
                    failed);
        }
    }

    private EncodeResult encodeBeside(EncodeTask task) throws IOException {
        Path output = task.output().toAbsolutePath();
        String name = output.getFileName().toString();
        String ending = name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
        Path partial = output.resolveSibling(".encoding-" + UUID.randomUUID() + ending);
        try {
            EncodeTask beside = new EncodeTask(task.input(), partial, task.target(), task.threads(), task.limit());
            EncodeResult result = run(beside);
            if (result instanceof EncodeResult.Completed) {
                publish(partial, output);
            }
            return result;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void publish(Path partial, Path output) throws IOException {
        try {
            Files.move(partial, output);
        } catch (FileAlreadyExistsException taken) {
            throw new IOException(
                    "another wrote '" + output + "' meanwhile; give each encode an output of its own", taken);
        }
    }

    private EncodeResult run(EncodeTask task) throws IOException {
        List<String> command = new ArrayList<>(List.of(ffmpeg.program().toString()));
        command.addAll(EncodeCommand.arguments(task));
        BenchmarkLines benchmark = new BenchmarkLines();
        Child child = ffmpeg.start(command, this::readProgress, benchmark::read);
        Outcome outcome = child.await(timeout);
        double seen = outcome.cpu().toNanos() / 1e9;
        if (!outcome.succeeded()) {
            return new EncodeResult.Failed(reasonOf(outcome), outcome.exitCode(), seen, outcome.lastErrorLines());
        }
        BenchmarkLines.Times times = benchmark
                .times()
                .orElseThrow(() -> new IOException(ffmpeg + " ended well but did not tell its processor time with"
                        + " -benchmark; use a version from 4 on"));
        return new EncodeResult.Completed(
                times.cpuSeconds(),
                times.wall(),
                Files.size(task.output()),
                outcome.peakMemoryBytes() > 0 ? outcome.peakMemoryBytes() : benchmark.peakMemoryBytes());
    }

    private static EncodeResult.Reason reasonOf(Outcome outcome) {
        return switch (outcome.ending()) {
            case EXITED -> EncodeResult.Reason.GAVE_UP;
            case TIMED_OUT -> EncodeResult.Reason.TIMED_OUT;
            case INTERRUPTED -> EncodeResult.Reason.INTERRUPTED;
        };
    }

    private void readProgress(String line) {
        if (line.startsWith(OUT_TIME) && line.length() < 40) {
            String micros = line.substring(OUT_TIME.length()).strip();
            // "N/A" until the first frame is written.
            if (micros.matches("\\d{1,18}")) {
                progress.accept(Long.parseLong(micros) / 1e6);
            }
        }
    }
}
