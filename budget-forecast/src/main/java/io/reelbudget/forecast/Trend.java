package io.reelbudget.forecast;

/** How a {@link HoltWinters} model goes on beyond its season. */
enum Trend {
    /** Not at all: the level of today stays. */
    NONE,
    /** By a slope that fades out, by 2 to 20 per cent at each step. */
    DAMPED,
    /** By a slope that stays. */
    LINEAR
}
