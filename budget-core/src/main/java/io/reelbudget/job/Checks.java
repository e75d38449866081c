package io.reelbudget.job;

/** Refuses what no video has, naming the field. */
final class Checks {

    private static final int MAX_SIDE = 32_768;
    private static final double MAX_FPS = 1_000;

    private Checks() {}

    static void requireSide(String field, int pixels) {
        if (pixels < 1 || pixels > MAX_SIDE) {
            throw new IllegalArgumentException(field + " was " + pixels + " pixels but must be 1 to " + MAX_SIDE
                    + "; check what described the video.");
        }
    }

    static void requireFramesPerSecond(String field, double fps) {
        if (!(fps > 0 && fps <= MAX_FPS)) {
            throw new IllegalArgumentException(field + " was " + fps + " frames per second but must be more than 0 and"
                    + " at most " + (int) MAX_FPS + "; check what described the video.");
        }
    }

    static void requireNotNegative(String field, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    field + " was " + value + " but must be zero or more and finite; check what described the job.");
        }
    }
}
