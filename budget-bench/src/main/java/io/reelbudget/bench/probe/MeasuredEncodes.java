package io.reelbudget.bench.probe;

import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.ffmpeg.EncodeTask;
import io.reelbudget.ffmpeg.Encoder;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.job.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What encodes really took: each is measured once and written down, so that a run that was stopped goes on where it
 * ended.
 */
final class MeasuredEncodes {

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Ffmpeg ffmpeg;
    private final Path file;
    private final Map<String, Double> known = new LinkedHashMap<>();

    MeasuredEncodes(Ffmpeg ffmpeg, Path file) throws IOException {
        this.ffmpeg = ffmpeg;
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int tab = line.lastIndexOf('\t');
                known.put(line.substring(0, tab), Double.parseDouble(line.substring(tab + 1)));
            }
        }
    }

    /** Returns the CPU seconds of an encode, if it was measured. */
    OptionalDouble known(ProbedSource source, Target target) {
        Double seconds = known.get(key(source, target));
        return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /** Returns the CPU seconds of an encode, which is run if it was not yet. */
    double measure(ProbedSource source, Target target) throws IOException {
        OptionalDouble before = known(source, target);
        if (before.isPresent()) {
            return before.getAsDouble();
        }
        Path directory = Files.createTempDirectory("reelbudget-live-probe");
        Path output = directory.resolve("out.mkv");
        try {
            EncodeResult result =
                    Encoder.of(ffmpeg).withTimeout(PATIENCE).encode(EncodeTask.of(source.file(), output, target));
            double seconds = result.fold(completed -> completed.cpuSeconds(), failed -> {
                throw new IllegalStateException("Encode of '" + source.file() + "' failed: " + failed.summary());
            });
            String key = key(source, target);
            Files.write(file, List.of(key + "\t" + seconds), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            known.put(key, seconds);
            return seconds;
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(directory);
        }
    }

    private String key(ProbedSource source, Target target) {
        return String.join(
                "\t",
                ffmpeg.version(),
                source.name(),
                Long.toString(source.source().bytes()),
                target.summary(),
                Double.toString(target.framesPerSecond()),
                target.rate().toString());
    }
}
