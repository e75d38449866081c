package io.reelbudget.bench;

import io.reelbudget.ffmpeg.ContentProbe;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.ProbeResult;
import io.reelbudget.job.TrialEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The file of what probes of the trials' sources said: a row for each trial encode of each source. */
final class SourceProbes {

    static final String HEADER = "source,group,ffmpeg,encoder,preset,width,height,frames,segments,cpu_s_per_megapixel,"
            + "bits_per_pixel,decode_s_per_megapixel";

    /** What a job of a minute or two would allow, in CPU seconds: a part for each source and one for its size. */
    private static final double LEAST_BUDGET = 0.15;

    private static final double BUDGET_PER_MEGAPIXEL = 0.8;

    private static final int MOST_DOUBLINGS = 5;

    private final Path file;

    private SourceProbes(Path file) {
        this.file = file;
    }

    /** Returns the file that belongs to a file of measurements. */
    static SourceProbes beside(Path measurements) {
        String name = measurements.getFileName().toString();
        return new SourceProbes(measurements.resolveSibling(name.replaceFirst("\\.csv$", "") + "-probes.csv"));
    }

    /** Probes each source that is not in the file yet. */
    void add(List<TrialSource> sources, List<Ffmpeg> ffmpegs) throws IOException {
        if (ffmpegs.isEmpty()) {
            return;
        }
        if (Files.notExists(file)) {
            Files.writeString(file, HEADER + "\n");
        }
        Set<String> known = Files.readAllLines(file).stream()
                .map(line -> line.substring(0, line.indexOf(',')))
                .collect(Collectors.toSet());
        for (TrialSource source : sources) {
            if (!known.contains(source.id())) {
                StringBuilder rows = new StringBuilder();
                for (Ffmpeg ffmpeg : ffmpegs) {
                    rows.append(rows(source, ffmpeg));
                }
                Files.writeString(file, rows, StandardOpenOption.APPEND);
            }
        }
    }

    private static String rows(TrialSource source, Ffmpeg ffmpeg) {
        double megapixels = source.source().width() * (double) source.source().height() / 1e6;
        double budget = LEAST_BUDGET + BUDGET_PER_MEGAPIXEL * megapixels;
        ProbeResult.Probed probed = probed(source, ffmpeg, budget, MOST_DOUBLINGS);
        double decode = probed.content().decodeSecondsPerMegapixel().orElse(Double.NaN);
        return probed.content().trials().stream()
                .map(trial -> row(source, ffmpeg, trial, decode))
                .collect(Collectors.joining());
    }

    /** Here the probe is what is measured: where a source is dear to decode, it may cost more. */
    private static ProbeResult.Probed probed(TrialSource source, Ffmpeg ffmpeg, double budget, int doublings) {
        ProbeResult result =
                ContentProbe.of(ffmpeg).probe(source.file(), source.source(), budget / ContentProbe.USUAL_SHARE);
        if (result instanceof ProbeResult.Probed probed) {
            return probed;
        }
        if (doublings > 0 && result instanceof ProbeResult.Skipped) {
            return probed(source, ffmpeg, 2 * budget, doublings - 1);
        }
        throw new IllegalStateException("Source '" + source.file() + "' was not probed: " + result);
    }

    private static String row(TrialSource source, Ffmpeg ffmpeg, TrialEncode trial, double decode) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s,%d,%d,%d,%d,%.6f,%.6f,%.6f%n",
                source.id(),
                source.group(),
                ffmpeg.version(),
                trial.encoder(),
                trial.preset(),
                trial.width(),
                trial.height(),
                trial.frames(),
                trial.segments(),
                trial.cpuSecondsPerMegapixel(),
                trial.bitsPerPixel(),
                decode);
    }
}
