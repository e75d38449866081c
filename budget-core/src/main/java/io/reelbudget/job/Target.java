package io.reelbudget.job;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

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
 * @param height pixels down, 1 to 32,768; width times height at most 268,435,456
 * @param framesPerSecond frames per second, more than 0 and at most 1,000
 * @param rate how many bits to spend
 * @param container the format of the file to write, such as {@code mp4}; empty where it does not matter
 * @param passes how many times the encoder goes over the video, 1 to {@value #MAX_PASSES}
 * @param filters what is done to the pictures; {@link VideoFilter#SCALE} need not be named where the sides differ from
 *     the source's, see {@link TranscodeJob#filtersOf}
 */
public record Target(
        VideoCodec codec,
        String encoder,
        String preset,
        int width,
        int height,
        double framesPerSecond,
        RateControl rate,
        String container,
        int passes,
        Set<VideoFilter> filters) {

    static final int MAX_PASSES = 10;

    public Target {
        Checks.requireWord("Target encoder", encoder);
        Checks.requireWord("Target preset", preset);
        Checks.requirePicture("Target", width, height);
        Checks.requireFramesPerSecond("Target frame rate", framesPerSecond);
        Checks.requireWordOrNone("Target container", container);
        Checks.requireCount("Target passes", passes, 1, MAX_PASSES);
        EnumSet<VideoFilter> ordered = EnumSet.noneOf(VideoFilter.class);
        ordered.addAll(filters);
        filters = Collections.unmodifiableSet(ordered);
    }

    /** Makes a rendition in one pass without filters, in whatever container. */
    public Target(
            VideoCodec codec,
            String encoder,
            String preset,
            int width,
            int height,
            double framesPerSecond,
            RateControl rate) {
        this(codec, encoder, preset, width, height, framesPerSecond, rate, "", 1, Set.of());
    }

    /** Returns this rendition at another size. */
    public Target withSize(int newWidth, int newHeight) {
        return new Target(
                codec, encoder, preset, newWidth, newHeight, framesPerSecond, rate, container, passes, filters);
    }

    /** Returns this rendition at another frame rate. */
    public Target withFramesPerSecond(double newRate) {
        return new Target(codec, encoder, preset, width, height, newRate, rate, container, passes, filters);
    }

    /** Returns this rendition at another speed. */
    public Target withPreset(String newPreset) {
        return new Target(codec, encoder, newPreset, width, height, framesPerSecond, rate, container, passes, filters);
    }

    /** Returns this rendition with another rate control. */
    public Target withRate(RateControl newRate) {
        return new Target(codec, encoder, preset, width, height, framesPerSecond, newRate, container, passes, filters);
    }

    /** Returns this rendition in another container. */
    public Target withContainer(String newContainer) {
        return new Target(codec, encoder, preset, width, height, framesPerSecond, rate, newContainer, passes, filters);
    }

    /** Returns this rendition by so many passes. */
    public Target withPasses(int newPasses) {
        return new Target(codec, encoder, preset, width, height, framesPerSecond, rate, container, newPasses, filters);
    }

    /** Returns this rendition with other filters. */
    public Target withFilters(Set<VideoFilter> newFilters) {
        return new Target(codec, encoder, preset, width, height, framesPerSecond, rate, container, passes, newFilters);
    }

    /** Returns what this rendition is in a few words, such as {@code VP9 1280x720 libvpx-vp9/8}. */
    public String summary() {
        return codec + " " + width + "x" + height + " " + encoder + "/" + preset;
    }

    /** Returns how many pixels a second of it has. */
    public double pixelsPerSecond() {
        return (double) width * height * framesPerSecond;
    }
}
