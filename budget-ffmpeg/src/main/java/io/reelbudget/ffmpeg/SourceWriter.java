package io.reelbudget.ffmpeg;

import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.Scan;
import io.reelbudget.job.Source;
import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a source as {@code ffprobe -print_format json -show_format -show_streams} would describe it, so that
 * {@link SourceReader} reads the same source again. What is unknown is left out; content has no place in it.
 */
public final class SourceWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Frame rates are fractions; of the nearest ones up to this denominator, that of 1001 parts is among. */
    private static final int MOST_DENOMINATOR = 1_001;

    private static final double CLOSE = 1e-9;

    private SourceWriter() {}

    /** Returns the description, on several lines. */
    public static String write(Source source) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode video = root.putArray("streams").addObject();
        video.put("index", 0);
        video.put("codec_name", source.codec().ffmpegName());
        video.put("codec_type", "video");
        video.put("width", source.width());
        video.put("height", source.height());
        if (source.scan() != Scan.UNKNOWN) {
            video.put("field_order", source.scan() == Scan.PROGRESSIVE ? "progressive" : "tt");
        }
        writeRange(source.range(), video);
        String rate = fraction(source.framesPerSecond());
        video.put("r_frame_rate", rate);
        video.put("avg_frame_rate", rate);
        video.put("duration", decimal(source.durationSeconds()));
        if (source.bitsPerSecond() > 0) {
            video.put("bit_rate", Long.toString(source.bitsPerSecond()));
        }
        ObjectNode format = root.putObject("format");
        format.put("format_name", source.container());
        format.put("duration", decimal(source.durationSeconds()));
        if (source.bytes() > 0) {
            format.put("size", Long.toString(source.bytes()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void writeRange(DynamicRange range, ObjectNode video) {
        switch (range) {
            case STANDARD -> video.put("color_transfer", "bt709");
            case PQ -> video.put("color_transfer", "smpte2084");
            case HLG -> video.put("color_transfer", "arib-std-b67");
            case DOLBY_VISION ->
                video.putArray("side_data_list").addObject().put("side_data_type", "DOVI configuration record");
            case UNKNOWN -> {
                // Left out.
            }
        }
    }

    /** Returns the simplest fraction that is as good as the rate, such as {@code 30000/1001}; else a decimal. */
    static String fraction(double rate) {
        for (int denominator : new int[] {1, 2, 3, 1_000, MOST_DENOMINATOR}) {
            long numerator = Math.round(rate * denominator);
            if (numerator > 0 && Math.abs(numerator / (double) denominator - rate) < CLOSE * rate) {
                return numerator + "/" + denominator;
            }
        }
        return decimal(rate) + "/1";
    }

    private static String decimal(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(12, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
