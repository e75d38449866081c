package io.reelbudget.trainer;

import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.trainer.CsvFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The x264 jobs on YouTube's user-generated clips that Lesoil, Acher, Blouin and Jézéquel measured ("Input sensitivity
 * on the performance of configurable systems: an empirical study", Journal of Systems and Software, 2023; MIT licence).
 *
 * <p>Their ten presets are used. Their other option sets switch single options of the encoder, which a target cannot
 * say. Rate control is x264's default, CRF 23; sources are raw, so that decoding costs next to nothing.
 */
final class X264UgcJobs {

    /** What the data set's licence asks to be told. */
    static final String PROVENANCE =
            "x264_ugc: CPU time of x264 0.152 on 2 x Intel Xeon Gold 6238, raw sources, CRF 23;"
                    + " L. Lesoil, M. Acher, A. Blouin, J.-M. Jezequel, Input sensitivity on the performance of configurable"
                    + " systems: an empirical study, JSS 2023; MIT licence; the ten presets.";

    private static final RateControl DEFAULT_RATE = new RateControl.ConstantQuality(23);
    private static final double MAX_PLAUSIBLE_FPS = 130;

    private X264UgcJobs() {}

    /**
     * Reads the jobs.
     *
     * @param directory where {@code x264_ugc_jobs.csv.gz}, {@code x264_ugc_videos.csv} and {@code x264_configs.csv} are
     */
    static List<PastJob> read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("Transcoding data directory was '" + directory
                    + "' but must exist; give --transcoding the directory with x264_ugc_jobs.csv.gz.");
        }
        Map<Integer, String> presets = new HashMap<>();
        new CsvFile(directory.resolve("x264_configs.csv")).forEach(row -> {
            if (!row.text("preset").isEmpty()) {
                presets.put(row.integer("config_id"), row.text("preset"));
            }
        });
        Map<String, Source> sources = new HashMap<>();
        new CsvFile(directory.resolve("x264_ugc_videos.csv")).forEach(row -> {
            if (row.number("fps") <= MAX_PLAUSIBLE_FPS) {
                sources.put(row.text("video"), source(row));
            }
        });
        List<PastJob> jobs = new ArrayList<>();
        new CsvFile(directory.resolve("x264_ugc_jobs.csv.gz")).forEach(row -> {
            String preset = presets.get(row.integer("config_id"));
            Source source = sources.get(row.text("video"));
            if (preset != null && source != null) {
                jobs.add(job(row, source, preset));
            }
        });
        return jobs;
    }

    private static Source source(Row row) {
        double fps = row.number("fps");
        return new Source(
                        "matroska",
                        VideoCodec.RAW,
                        row.integer("width"),
                        row.integer("height"),
                        fps,
                        row.number("frames") / fps,
                        0,
                        (long) row.number("source_bytes"))
                .withContent(Content.unknown().withComplexity(complexity(row)));
    }

    private static Complexity complexity(Row row) {
        return Complexity.of(row.number("temporal_complexity"), row.number("spatial_complexity"))
                .withVariation(row.number("chunk_complexity_variation"))
                .withColour(row.number("color_complexity"));
    }

    private static PastJob job(Row row, Source source, String preset) {
        Target target = new Target(
                VideoCodec.H264,
                "libx264",
                preset,
                source.width(),
                source.height(),
                source.framesPerSecond(),
                DEFAULT_RATE);
        return new PastJob(
                "ugc/" + row.text("video"),
                source,
                target,
                row.number("user_s") + row.number("sys_s"),
                (long) row.number("out_bytes"),
                0,
                PastJob.Place.ELSEWHERE);
    }
}
