package io.reelbudget.job;

import java.util.Locale;

/** A format in which video is coded. */
public enum VideoCodec {
    /** AVC, ISO/IEC 14496-10. */
    H264,
    /** HEVC, ISO/IEC 23008-2. */
    H265,
    /** VVC, ISO/IEC 23090-3. */
    H266,
    /** VP8, RFC 6386. */
    VP8,
    /** VP9. */
    VP9,
    /** AV1. */
    AV1,
    /** MPEG-2 video. */
    MPEG2,
    /** MPEG-4 part 2. */
    MPEG4,
    /** Apple ProRes. */
    PRORES,
    /** Uncompressed frames. */
    RAW,
    /** Any other. */
    OTHER;

    /** Returns the codec that ffmpeg calls by a name, such as {@code hevc}; {@link #OTHER} for one not listed here. */
    public static VideoCodec ofFfmpegName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "h264" -> H264;
            case "hevc", "h265" -> H265;
            case "vvc", "h266" -> H266;
            case "vp8" -> VP8;
            case "vp9" -> VP9;
            case "av1" -> AV1;
            case "mpeg2video" -> MPEG2;
            case "mpeg4" -> MPEG4;
            case "prores" -> PRORES;
            case "rawvideo" -> RAW;
            default -> OTHER;
        };
    }

    /** Returns ffmpeg's name for this codec, such as {@code hevc}; {@code unknown} for {@link #OTHER}. */
    public String ffmpegName() {
        return switch (this) {
            case H264 -> "h264";
            case H265 -> "hevc";
            case H266 -> "vvc";
            case VP8 -> "vp8";
            case VP9 -> "vp9";
            case AV1 -> "av1";
            case MPEG2 -> "mpeg2video";
            case MPEG4 -> "mpeg4";
            case PRORES -> "prores";
            case RAW -> "rawvideo";
            case OTHER -> "unknown";
        };
    }
}
