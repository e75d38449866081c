package io.reelbudget.job;

/**
 * The video to be transcoded, as its metadata describe it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param container the file's format, such as {@code mp4}, in ffmpeg's word
 * @param codec how its video is coded
 * @param width pixels across, 1 to 32,768
 * @param height pixels down, 1 to 32,768
 * @param framesPerSecond frames per second, more than 0 and at most 1,000
 * @param durationSeconds how long it is, more than 0 and finite
 * @param bitsPerSecond the video's bit rate, zero where unknown
 * @param bytes the file's size, zero where unknown
 */
public record Source(
        String container,
        VideoCodec codec,
        int width,
        int height,
        double framesPerSecond,
        double durationSeconds,
        long bitsPerSecond,
        long bytes) {

    public Source {
        Checks.requireSide("Source width", width);
        Checks.requireSide("Source height", height);
        Checks.requireFramesPerSecond("Source frame rate", framesPerSecond);
        Checks.requireNotNegative("Source duration in seconds", durationSeconds);
        if (durationSeconds == 0) {
            throw new IllegalArgumentException(
                    "Source duration was 0 seconds but must be more; a still picture is no job.");
        }
        Checks.requireNotNegative("Source bit rate", (double) bitsPerSecond);
        Checks.requireNotNegative("Source size in bytes", (double) bytes);
    }

    /** Returns how many frames it has, rounded to the nearest. */
    public long frames() {
        return Math.max(1, Math.round(framesPerSecond * durationSeconds));
    }
}
