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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What encodes really took: each is measured once or several times, the median counts, and all is written down, so that
 * a run that was stopped goes on where it ended.
 */
final class MeasuredEncodes {

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Ffmpeg ffmpeg;
    private final Path file;
    private final Map<String, List<Double>> known = new LinkedHashMap<>();

    MeasuredEncodes(Ffmpeg ffmpeg, Path file) throws IOException {
        this.ffmpeg = ffmpeg;
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int tab = line.lastIndexOf('\t');
                add(line.substring(0, tab), Double.parseDouble(line.substring(tab + 1)));
            }
        }
    }

    private void add(String key, double seconds) {
        known.computeIfAbsent(key, any -> new ArrayList<>()).add(seconds);
    }

    /** Returns the CPU seconds of an encode, the median of its measurements, if it was measured. */
    OptionalDouble known(ProbedSource source, Target target) {
        List<Double> seconds = known.getOrDefault(key(source, target), List.of());
        return seconds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(seconds));
    }

    /** Returns how often an encode was measured. */
    int times(ProbedSource source, Target target) {
        return known.getOrDefault(key(source, target), List.of()).size();
    }

    /**
     * Returns by how much measurements of one encode differ: the deviation of their logarithms, over all that were
     * measured twice or more.
     */
    OptionalDouble noise() {
        double squares = 0;
        int free = 0;
        for (List<Double> seconds : known.values()) {
            double mean = seconds.stream().mapToDouble(Math::log).average().orElse(0);
            for (double each : seconds) {
                squares += (Math.log(each) - mean) * (Math.log(each) - mean);
            }
            free += seconds.size() - 1;
        }
        return free == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / free));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** Runs an encode and writes down its CPU seconds. */
    void measure(ProbedSource source, Target target) throws IOException {
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
            add(key, seconds);
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
