package io.reelbudget.job;

/** In which order a video's lines were taken. */
public enum Scan {
    /** All lines of a frame at once. */
    PROGRESSIVE,
    /** Odd and even lines in turn: wants a de-interlacing filter before it is shown or scaled. */
    INTERLACED,
    /** Not told. */
    UNKNOWN
}
