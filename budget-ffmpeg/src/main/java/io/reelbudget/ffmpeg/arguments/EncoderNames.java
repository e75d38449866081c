package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.VideoCodec;
import java.util.Map;
import java.util.Optional;

/** What ffmpeg's encoders write, and what they do when nothing is said: the defaults of its documentation. */
final class EncoderNames {

    /** Which encoder ffmpeg takes for a codec's own name, in a build that has all. */
    private static final Map<String, String> OF_CODEC = Map.of(
            "h264", "libx264",
            "hevc", "libx265",
            "h265", "libx265",
            "vp8", "libvpx",
            "vp9", "libvpx-vp9",
            "av1", "libaom-av1",
            "vvc", "libvvenc");

    private static final Map<String, VideoCodec> CODECS = Map.ofEntries(
            Map.entry("libx264", VideoCodec.H264),
            Map.entry("libx264rgb", VideoCodec.H264),
            Map.entry("libopenh264", VideoCodec.H264),
            Map.entry("libx265", VideoCodec.H265),
            Map.entry("libkvazaar", VideoCodec.H265),
            Map.entry("libvvenc", VideoCodec.H266),
            Map.entry("libvpx", VideoCodec.VP8),
            Map.entry("libvpx-vp9", VideoCodec.VP9),
            Map.entry("libaom-av1", VideoCodec.AV1),
            Map.entry("libsvtav1", VideoCodec.AV1),
            Map.entry("librav1e", VideoCodec.AV1),
            Map.entry("libxvid", VideoCodec.MPEG4),
            Map.entry("prores_ks", VideoCodec.PRORES),
            Map.entry("prores_aw", VideoCodec.PRORES));

    private static final Map<String, String> PRESETS = Map.of(
            "libx264", "medium",
            "libx265", "medium",
            "libvpx", "1",
            "libvpx-vp9", "1",
            "libaom-av1", "1",
            "libsvtav1", "10");

    private static final Map<String, Double> CRF = Map.of(
            "libx264", 23.0,
            "libx265", 28.0,
            "libvpx-vp9", 32.0,
            "libaom-av1", 32.0,
            "libsvtav1", 35.0);

    /** What ffmpeg asks of any encoder that has no default of its own. */
    private static final long USUAL_BITS_PER_SECOND = 200_000;

    private EncoderNames() {}

    /** Returns the encoder that a name means. */
    static String encoder(String name) {
        return OF_CODEC.getOrDefault(name, name);
    }

    static VideoCodec codec(String encoder) {
        VideoCodec known = CODECS.get(encoder);
        if (known != null) {
            return known;
        }
        // Those of graphics cards are called after the codec: hevc_nvenc.
        int line = encoder.indexOf('_');
        return VideoCodec.ofFfmpegName(line < 0 ? encoder : encoder.substring(0, line));
    }

    static String usualEncoder(String container) {
        return switch (container) {
            case "webm" -> "libvpx-vp9";
            case "avi" -> "mpeg4";
            case "mpg", "mpeg", "vob", "ts", "mpegts" -> "mpeg2video";
            default -> "libx264";
        };
    }

    static Optional<String> usualPreset(String encoder) {
        return Optional.ofNullable(PRESETS.get(encoder));
    }

    static RateControl usualRate(String encoder) {
        Double crf = CRF.get(encoder);
        return crf == null ? new RateControl.Bitrate(USUAL_BITS_PER_SECOND) : new RateControl.ConstantQuality(crf);
    }

    /** Returns whether an encoder calls its speed {@code -cpu-used}. */
    static boolean hasSpeed(String encoder) {
        return encoder.startsWith("libvpx") || encoder.equals("libaom-av1");
    }

    static boolean hasPreset(String encoder) {
        return !encoder.equals("libopenh264") && !hasSpeed(encoder);
    }
}
