package io.reelbudget.job;

/**
 * Work on the pictures between decoding and encoding, which takes processor time of its own. Declared in the order in
 * which they are usually applied.
 */
public enum VideoFilter {
    /** Makes whole frames of fields. */
    DEINTERLACE,
    /** Takes noise away. */
    DENOISE,
    /** Changes the size. */
    SCALE,
    /** Maps high dynamic range to standard. */
    TONE_MAP
}
