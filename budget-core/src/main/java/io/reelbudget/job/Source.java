package io.reelbudget.job;

/**
 * The video to be transcoded, as its metadata describe it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param container the file's format, such as {@code mp4}, in ffmpeg's word; empty where unknown
 * @param codec how its video is coded
 * @param width pixels across, 1 to 32,768
 * @param height pixels down, 1 to 32,768; width times height at most 268,435,456
 * @param framesPerSecond frames per second, more than 0 and at most 1,000
 * @param durationSeconds how long it is, more than 0 and finite
 * @param bitsPerSecond the video's bit rate, zero where unknown
 * @param bytes the file's size, zero where unknown
 * @param scan whether it is interlaced
 * @param range whether its dynamic range is high
 * @param content what is known of its content, such as by a probe
 */
public record Source(
        String container,
        VideoCodec codec,
        int width,
        int height,
        double framesPerSecond,
        double durationSeconds,
        long bitsPerSecond,
        long bytes,
        Scan scan,
        DynamicRange range,
        Content content) {

    public Source {
        Checks.requireWordOrNone("Source container", container);
        Checks.requirePicture("Source", width, height);
        Checks.requireFramesPerSecond("Source frame rate", framesPerSecond);
        Checks.requireNotNegative("Source duration in seconds", durationSeconds);
        if (durationSeconds == 0) {
            throw new IllegalArgumentException(
                    "Source duration was 0 seconds but must be more; a still picture is no job.");
        }
        Checks.requireNotNegative("Source bit rate", (double) bitsPerSecond);
        Checks.requireNotNegative("Source size in bytes", (double) bytes);
    }

    /** Makes a source of which neither scan nor range nor content is known. */
    public Source(
            String container,
            VideoCodec codec,
            int width,
            int height,
            double framesPerSecond,
            double durationSeconds,
            long bitsPerSecond,
            long bytes) {
        this(
                container,
                codec,
                width,
                height,
                framesPerSecond,
                durationSeconds,
                bitsPerSecond,
                bytes,
                Scan.UNKNOWN,
                DynamicRange.UNKNOWN,
                Content.unknown());
    }

    /** Returns how many frames it has, rounded to the nearest. */
    public long frames() {
        return Math.max(1, Math.round(framesPerSecond * durationSeconds));
    }

    /** Returns how many millions of pixels it decodes to, over all its frames. */
    public double megapixels() {
        return (double) width * height * framesPerSecond * durationSeconds / 1e6;
    }

    /** Returns this source with another content, such as after it was probed. */
    public Source withContent(Content newContent) {
        return new Source(
                container,
                codec,
                width,
                height,
                framesPerSecond,
                durationSeconds,
                bitsPerSecond,
                bytes,
                scan,
                range,
                newContent);
    }

    /** Returns this source as if it were so long, at the same bit rate; its size is then unknown. */
    public Source withDurationSeconds(double seconds) {
        return new Source(
                container,
                codec,
                width,
                height,
                framesPerSecond,
                seconds,
                bitsPerSecond,
                seconds == durationSeconds ? bytes : 0,
                scan,
                range,
                content);
    }
}
