package io.reelbudget.job;

/** Refuses what no video has, naming the field. */
final class Checks {

    private static final int MAX_SIDE = 32_768;
    private static final long MAX_PIXELS = 1L << 28;
    private static final double MAX_FPS = 1_000;
    private static final int MAX_WORD = 64;

    private Checks() {}

    static void requireSide(String field, int pixels) {
        if (pixels < 1 || pixels > MAX_SIDE) {
            throw new IllegalArgumentException(field + " was " + pixels + " pixels but must be 1 to " + MAX_SIDE
                    + "; check what described the video.");
        }
    }

    static void requirePicture(String whose, int width, int height) {
        requireSide(whose + " width", width);
        requireSide(whose + " height", height);
        long pixels = (long) width * height;
        if (pixels > MAX_PIXELS) {
            throw new IllegalArgumentException(whose + " picture was " + width + "x" + height + ", " + pixels
                    + " pixels, but must have at most " + MAX_PIXELS + "; check what described the video.");
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

    static void requireCount(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " were " + value + " but must be " + least + " to " + most
                    + "; check what described the job.");
        }
    }

    /** A name that stands in keys, logs and file names: short, and of one line. */
    static void requireWord(String field, String word) {
        if (word.isBlank()) {
            throw new IllegalArgumentException(
                    field + " was '" + word + "' but must not be blank; use ffmpeg's word for it.");
        }
        requireWordOrNone(field, word);
    }

    static void requireWordOrNone(String field, String word) {
        if (word.length() > MAX_WORD || word.chars().anyMatch(each -> each < ' ' || each == 127)) {
            throw new IllegalArgumentException(field + " had " + word.length() + " characters but must have at most "
                    + MAX_WORD + " and no control characters; use ffmpeg's word for it.");
        }
    }
}
