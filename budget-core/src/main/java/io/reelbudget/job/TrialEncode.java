package io.reelbudget.job;

/**
 * What a cheap encode of samples of the very source took: content that no metadata tell.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param encoder the encoder in ffmpeg's word
 * @param preset the encoder's own word for its speed
 * @param width pixels across of what it encoded, 1 to 32,768
 * @param height pixels down, 1 to 32,768
 * @param frames how many frames it encoded, more than zero
 * @param segments in how many pieces they were, of which the first frame each stands by itself; 1 to {@code frames}
 * @param cpuSecondsPerMegapixel seconds of one processor's time for a million encoded pixels, without what reading and
 *     decoding the source took; more than zero and finite
 * @param bitsPerPixel bits written for each encoded pixel, more than zero and finite
 */
public record TrialEncode(
        String encoder,
        String preset,
        int width,
        int height,
        long frames,
        int segments,
        double cpuSecondsPerMegapixel,
        double bitsPerPixel) {

    public TrialEncode {
        Checks.requireWord("Trial encoder", encoder);
        Checks.requireWord("Trial preset", preset);
        Checks.requirePicture("Trial", width, height);
        if (frames < 1) {
            throw new IllegalArgumentException(
                    "Trial's frames were " + frames + " but must be at least 1; a trial of nothing tells nothing.");
        }
        if (segments < 1 || segments > frames) {
            throw new IllegalArgumentException("Trial's segments were " + segments + " but must be 1 to its " + frames
                    + " frames; check what described the trial.");
        }
        requirePositive("Trial's CPU seconds per megapixel", cpuSecondsPerMegapixel);
        requirePositive("Trial's bits per pixel", bitsPerPixel);
    }

    private static void requirePositive(String field, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    field + " was " + value + " but must be more than zero and finite; probe the source again.");
        }
    }
}
