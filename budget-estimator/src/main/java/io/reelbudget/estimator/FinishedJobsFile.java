package io.reelbudget.estimator;

import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TrialEncode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The finished jobs of a ledger as a table, from which {@code budget-trainer} trains a model.
 *
 * <p>A row is a job of one rendition; of jobs of several it is not known what each took. What probes found of their
 * sources stands in a second table. Sources go by a hash of their metadata: two jobs of one file have the same. A table
 * that has grown to {@value #MOST_BYTES} bytes becomes the previous one, in place of the one before.
 *
 * <p>This class is not thread-safe.
 */
public final class FinishedJobsFile {

    /** Its name in the ledger's directory. */
    public static final String NAME = "finished-jobs.csv";

    /** The name of the table that was full before. */
    public static final String PREVIOUS = "finished-jobs-previous.csv";

    static final long MOST_BYTES = 32 << 20;

    private static final String HEADER = "source,group,source_codec,source_width,source_height,source_fps,"
            + "source_seconds,source_bps,encoder,preset,width,height,fps,rate_kind,rate_value,cpu_s,filters,"
            + "ffmpeg,date,passes\n";
    private static final String PROBES_HEADER = "source,encoder,preset,width,height,frames,segments,"
            + "cpu_s_per_megapixel,bits_per_pixel,decode_s_per_megapixel\n";
    private static final int HASH_DIGITS = 16;

    private final Path directory;
    private final Set<String> probed = new LinkedHashSet<>();
    private boolean isProbedRead;

    private FinishedJobsFile(Path directory) {
        this.directory = directory;
    }

    /** Returns the table in a directory, which must exist when it is written to. */
    public static FinishedJobsFile in(Path directory) {
        return new FinishedJobsFile(directory);
    }

    /**
     * Adds jobs.
     *
     * @throws IOException if the disk refuses
     */
    public void append(List<FinishedJob> jobs, Instant when) throws IOException {
        Path file = directory.resolve(NAME);
        if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
            Files.move(file, directory.resolve(PREVIOUS), StandardCopyOption.REPLACE_EXISTING);
            if (Files.exists(probesOf(NAME))) {
                Files.move(probesOf(NAME), probesOf(PREVIOUS), StandardCopyOption.REPLACE_EXISTING);
            }
            probed.clear();
        }
        if (!isProbedRead) {
            readProbed();
        }
        StringBuilder rows = new StringBuilder();
        StringBuilder probes = new StringBuilder();
        for (FinishedJob job : jobs) {
            if (job.job().targets().size() == 1 && job.cpuSeconds() >= Calibration.MIN_SECONDS) {
                String id = idOf(job.job().source());
                rows.append(row(id, job, when));
                String found = probes(id, job.job().source());
                if (!found.isEmpty() && probed.add(id)) {
                    probes.append(found);
                }
            }
        }
        append(file, HEADER, rows);
        append(probesOf(NAME), PROBES_HEADER, probes);
    }

    private Path probesOf(String name) {
        return directory.resolve(name.replace(".csv", "-probes.csv"));
    }

    private static void append(Path file, String header, StringBuilder rows) throws IOException {
        if (rows.length() > 0) {
            boolean isNew = !Files.exists(file) || Files.size(file) == 0;
            String text = isNew ? header + rows : endsWithLine(file) ? rows.toString() : "\n" + rows;
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** A kill or a full disk may have left half a row: the next one must not be glued to it. */
    private static boolean endsWithLine(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(channel.size() - 1);
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last);
            return last.get(0) == '\n';
        }
    }

    /** What an earlier process wrote of a source need not be written again. */
    private void readProbed() throws IOException {
        if (Files.exists(probesOf(NAME))) {
            for (String line : Files.readAllLines(probesOf(NAME))) {
                probed.add(line.substring(0, Math.max(0, line.indexOf(','))));
            }
        }
        isProbedRead = true;
    }

    /** What is known of a file without reading it tells it from others well enough; a probe tells it no better. */
    private static String idOf(Source source) {
        String facts = String.join(
                "/",
                source.container(),
                source.codec().name(),
                source.width() + "x" + source.height(),
                Double.toString(source.framesPerSecond()),
                Double.toString(source.durationSeconds()),
                Long.toString(source.bitsPerSecond()),
                Long.toString(source.bytes()));
        return Sha256.hexOf(facts.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
    }

    private static String row(String id, FinishedJob finished, Instant when) {
        Source source = finished.job().source();
        Target target = finished.job().targets().get(0);
        boolean asksForBits = target.rate() instanceof RateControl.Bitrate;
        double rate = target.rate() instanceof RateControl.Bitrate bitrate
                ? bitrate.bitsPerSecond()
                : ((RateControl.ConstantQuality) target.rate()).crf();
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%d,%d,%.6f,%.6f,%d,%s,%s,%d,%d,%.6f,%s,%.3f,%.9f,%s,host,%s,%d\n",
                id,
                id,
                source.codec().name(),
                source.width(),
                source.height(),
                source.framesPerSecond(),
                source.durationSeconds(),
                source.bitsPerSecond(),
                quoted(target.encoder()),
                quoted(target.preset()),
                target.width(),
                target.height(),
                target.framesPerSecond(),
                asksForBits ? "bitrate" : "crf",
                rate,
                finished.cpuSeconds(),
                target.filters().stream().map(Enum::name).collect(Collectors.joining("+")),
                when.toString().substring(0, 10),
                target.passes());
    }

    private static String probes(String id, Source source) {
        double decoding = source.content().decodeSecondsPerMegapixel().orElse(0);
        StringBuilder rows = new StringBuilder();
        for (TrialEncode trial : source.content().trials()) {
            rows.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%d,%d,%d,%d,%.6f,%.6f,%.6f\n",
                    id,
                    quoted(trial.encoder()),
                    quoted(trial.preset()),
                    trial.width(),
                    trial.height(),
                    trial.frames(),
                    trial.segments(),
                    trial.cpuSecondsPerMegapixel(),
                    trial.bitsPerPixel(),
                    decoding));
        }
        return rows.toString();
    }

    /** Encoders and presets are words of the host's: one with a comma or a quote stays one field. */
    private static String quoted(String word) {
        return word.indexOf(',') < 0 && word.indexOf('"') < 0 ? word : '"' + word.replace("\"", "\"\"") + '"';
    }
}
