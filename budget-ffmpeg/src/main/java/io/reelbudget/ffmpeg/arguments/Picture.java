package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.job.VideoFilter;
import java.util.EnumSet;
import java.util.Set;

/**
 * Moving pictures on their way through filters.
 *
 * @param input which input they come from
 * @param width pixels across
 * @param height pixels down
 * @param framesPerSecond their rate
 * @param filters what was done to them
 */
record Picture(int input, int width, int height, double framesPerSecond, Set<VideoFilter> filters) {

    Picture sized(int newWidth, int newHeight) {
        return new Picture(input, newWidth, newHeight, framesPerSecond, filters);
    }

    Picture at(double rate) {
        return new Picture(input, width, height, rate, filters);
    }

    Picture with(VideoFilter filter) {
        EnumSet<VideoFilter> more = EnumSet.of(filter);
        more.addAll(filters);
        return new Picture(input, width, height, framesPerSecond, more);
    }
}
