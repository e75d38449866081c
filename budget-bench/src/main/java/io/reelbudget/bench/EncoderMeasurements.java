package io.reelbudget.bench;

import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The file of what trials took: one row each, appended as they finish, so that nothing is lost by stopping. */
final class EncoderMeasurements {

    static final String HEADER = "trial,source,group,source_codec,source_width,source_height,source_fps,source_seconds,"
            + "source_bps,encoder,preset,width,height,fps,rate_kind,rate_value,threads,cpu_s,wall_s,out_bytes,"
            + "peak_bytes,ffmpeg,date,filters";

    private final Path file;
    private long nextTrial;

    private EncoderMeasurements(Path file, long nextTrial) {
        this.file = file;
        this.nextTrial = nextTrial;
    }

    /**
     * Opens the file, to go on behind its last row.
     *
     * @throws IllegalArgumentException if the file holds something else
     */
    static EncoderMeasurements in(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, HEADER + "\n");
            return new EncoderMeasurements(file, 0);
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException(
                    "File '" + file + "' does not begin with this program's header; name another, or move it away.");
        }
        long next = lines.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(','))) + 1)
                .max()
                .orElse(0);
        return new EncoderMeasurements(file, next);
    }

    /** Returns the number of the first trial that is not in the file. */
    long nextTrial() {
        return nextTrial;
    }

    void append(Trial trial, EncodeResult.Completed took, String ffmpegVersion, Instant when) throws IOException {
        Source source = trial.source();
        Target target = trial.target();
        String row = String.join(
                ",",
                Long.toString(trial.number()),
                cell(trial.from().id()),
                cell(trial.from().group()),
                source.codec().toString(),
                Integer.toString(source.width()),
                Integer.toString(source.height()),
                decimal(source.framesPerSecond()),
                decimal(source.durationSeconds()),
                Long.toString(source.bitsPerSecond()),
                target.encoder(),
                target.preset(),
                Integer.toString(target.width()),
                Integer.toString(target.height()),
                decimal(target.framesPerSecond()),
                rate(target.rate()),
                Integer.toString(Trial.THREADS),
                decimal(took.cpuSeconds()),
                decimal(took.wall().toMillis() / 1e3),
                Long.toString(took.outputBytes()),
                Long.toString(took.peakMemoryBytes()),
                cell(ffmpegVersion),
                when.toString().substring(0, 10),
                filters(target));
        Files.writeString(file, row + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        nextTrial = trial.number() + 1;
    }

    /** Returns all rows, each split into its cells. */
    List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(List.of(line.split(",", -1)));
        }
        return rows.subList(1, rows.size());
    }

    private static String rate(RateControl rate) {
        if (rate instanceof RateControl.Bitrate bitrate) {
            return "bitrate," + bitrate.bitsPerSecond();
        }
        return "crf," + decimal(((RateControl.ConstantQuality) rate).crf());
    }

    /** In their order, with a plus between them. */
    private static String filters(Target target) {
        return target.filters().stream().map(Enum::name).collect(Collectors.joining("+"));
    }

    private static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** Names are files' names; the few characters that would need quotes are not worth having. */
    private static String cell(String text) {
        return text.replaceAll("[^A-Za-z0-9._+-]", "_");
    }
}
