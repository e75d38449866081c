package io.reelbudget.trainer;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import io.reelbudget.trainer.CsvFile.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The encodes that {@code budget-bench} measured, in its CSV: one row an encode, by ffmpeg's own CPU seconds. */
final class MeasuredJobs {

    private MeasuredJobs() {}

    static List<PastJob> read(Path file) throws IOException {
        MeasuredProbes probes = MeasuredProbes.beside(file);
        List<PastJob> jobs = new ArrayList<>();
        new CsvFile(file).forEach(row -> jobs.add(named(row, probes)));
        if (jobs.isEmpty()) {
            throw new IllegalArgumentException("File '" + file + "' had no job but must have one a row, with the header"
                    + " that docs/training.md lists; name another.");
        }
        return jobs;
    }

    /** Returns a sentence on how many encodes of which ffmpeg, when. */
    static String provenance(Path file) throws IOException {
        TreeSet<String> versions = new TreeSet<>();
        TreeSet<String> dates = new TreeSet<>();
        int[] rows = {0};
        new CsvFile(file).forEach(row -> {
            versions.add(row.text("ffmpeg"));
            dates.add(row.text("date"));
            rows[0]++;
        });
        return file.getFileName() + ": " + rows[0] + " encodes measured with ffmpeg "
                + String.join(", ", versions) + ", " + dates.first() + " to " + dates.last()
                + ".";
    }

    /** What a job refuses to be is said with its place in the file. */
    private static PastJob named(Row row, MeasuredProbes probes) {
        try {
            return job(row, probes);
        } catch (IllegalArgumentException e) {
            String place = row.path() + ", line " + row.line();
            throw String.valueOf(e.getMessage()).startsWith(row.path().toString())
                    ? e
                    : new IllegalArgumentException(
                            place + ": " + e.getMessage() + " Repair the row or leave it out.", e);
        }
    }

    private static PastJob job(Row row, MeasuredProbes probes) {
        Source source = new Source(
                        "unknown",
                        codec(row),
                        row.integer("source_width"),
                        row.integer("source_height"),
                        row.number("source_fps"),
                        row.number("source_seconds"),
                        (long) row.number("source_bps"),
                        0)
                .withContent(probes.of(optional(row, "source")));
        Target target = new Target(
                        codecOf(row.text("encoder")),
                        row.text("encoder"),
                        row.text("preset"),
                        row.integer("width"),
                        row.integer("height"),
                        row.number("fps"),
                        rate(row))
                .withFilters(filters(row))
                .withPasses(optional(row, "passes").isEmpty() ? 1 : row.integer("passes"));
        return new PastJob(
                "measured/" + row.text("group"),
                source,
                target,
                row.number("cpu_s"),
                bytes(row, "out_bytes"),
                bytes(row, "peak_bytes"),
                PastJob.Place.HERE);
    }

    private static String optional(Row row, String column) {
        return row.columns().containsKey(column) ? row.text(column) : "";
    }

    private static long bytes(Row row, String column) {
        return optional(row, column).isEmpty() ? 0 : (long) row.number(column);
    }

    private static Set<VideoFilter> filters(Row row) {
        Set<VideoFilter> filters = EnumSet.noneOf(VideoFilter.class);
        for (String name : optional(row, "filters").split("\\+", -1)) {
            if (!name.isEmpty()) {
                try {
                    filters.add(VideoFilter.valueOf(name));
                } catch (IllegalArgumentException e) {
                    throw row.refusal("filters", "names of filters with '+' between them", e);
                }
            }
        }
        return filters;
    }

    private static VideoCodec codec(Row row) {
        try {
            return VideoCodec.valueOf(row.text("source_codec"));
        } catch (IllegalArgumentException e) {
            throw row.refusal("source_codec", "a codec's name such as H264", e);
        }
    }

    /** The codec is none of a model's features, but a target has one. */
    private static VideoCodec codecOf(String encoder) {
        return switch (encoder) {
            case "libx264", "libopenh264" -> VideoCodec.H264;
            case "libx265" -> VideoCodec.H265;
            case "libvpx-vp9" -> VideoCodec.VP9;
            case "libsvtav1", "libaom-av1" -> VideoCodec.AV1;
            default -> VideoCodec.OTHER;
        };
    }

    private static RateControl rate(Row row) {
        return switch (row.text("rate_kind")) {
            case "bitrate" -> new RateControl.Bitrate((long) row.number("rate_value"));
            case "crf" -> new RateControl.ConstantQuality(row.number("rate_value"));
            default -> throw row.refusal("rate_kind", "'bitrate' or 'crf'", null);
        };
    }
}
