package io.reelbudget.job;

import java.util.Locale;

/** How a video's numbers stand for light. */
public enum DynamicRange {
    /** Standard: BT.709 and its like. */
    STANDARD,
    /** High, by the perceptual quantizer of SMPTE ST 2084: HDR10 and its like. */
    PQ,
    /** High, by the hybrid log-gamma of ARIB STD-B67. */
    HLG,
    /** Dolby Vision, whatever it is compatible with. */
    DOLBY_VISION,
    /** Not told. */
    UNKNOWN;

    /** Returns the range that ffmpeg calls by the name of a transfer, such as {@code smpte2084}. */
    public static DynamicRange ofFfmpegTransfer(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "", "unknown", "reserved" -> UNKNOWN;
            case "smpte2084" -> PQ;
            case "arib-std-b67" -> HLG;
            default -> STANDARD;
        };
    }

    /** Returns whether it is known to be high. */
    public boolean isHigh() {
        return this == PQ || this == HLG || this == DOLBY_VISION;
    }
}
