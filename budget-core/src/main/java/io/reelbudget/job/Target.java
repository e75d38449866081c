package io.reelbudget.job;

/**
 * One rendition to make.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param codec the format to code in
 * @param encoder the encoder in ffmpeg's word, such as {@code libsvtav1}
 * @param preset the encoder's own word for its speed: {@code medium} for x264 and x265, a number for SVT-AV1
 *     ({@code -preset}) and libvpx ({@code -cpu-used}); {@code default} for encoders that have none
 * @param width pixels across, 1 to 32,768
 * @param height pixels down, 1 to 32,768
 * @param framesPerSecond frames per second, more than 0 and at most 1,000
 * @param rate how many bits to spend
 */
public record Target(
        VideoCodec codec,
        String encoder,
        String preset,
        int width,
        int height,
        double framesPerSecond,
        RateControl rate) {

    public Target {
        Checks.requireSide("Target width", width);
        Checks.requireSide("Target height", height);
        Checks.requireFramesPerSecond("Target frame rate", framesPerSecond);
    }

    /** Returns this rendition at another size. */
    public Target withSize(int newWidth, int newHeight) {
        return new Target(codec, encoder, preset, newWidth, newHeight, framesPerSecond, rate);
    }

    /** Returns this rendition at another speed. */
    public Target withPreset(String newPreset) {
        return new Target(codec, encoder, newPreset, width, height, framesPerSecond, rate);
    }

    /** Returns this rendition with another rate control. */
    public Target withRate(RateControl newRate) {
        return new Target(codec, encoder, preset, width, height, framesPerSecond, newRate);
    }

    /** Returns what this rendition is in a few words, such as {@code VP9 1280x720 libvpx-vp9/8}. */
    public String summary() {
        return codec + " " + width + "x" + height + " " + encoder + "/" + preset;
    }
}
