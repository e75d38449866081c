package io.reelbudget.ffmpeg;

import io.reelbudget.job.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which samples a probe takes, so that it stays within what it may cost.
 *
 * @param width pixels across of the samples, even
 * @param height pixels down, even
 * @param segments where they are taken, spread evenly
 */
record ProbePlan(int width, int height, List<ProbeSegment> segments) {

    /** What starting ffmpeg takes before {@code -benchmark} counts, in CPU seconds; 0.01 to 0.025 were measured. */
    static final double LOADING_SECONDS = 0.022;

    /** What opening the source once more takes before {@code -benchmark} counts; 0.006 were measured. */
    static final double OPENING_SECONDS = 0.007;

    /** How many frames of each segment are decoded before ffmpeg sees that no more are wanted; 4 to 6 were measured. */
    static final int FRAMES_AHEAD = 5;

    /** Raw frames are kept while they are tried. */
    private static final long MOST_BYTES = 128L << 20;

    private static final int MOST_FRAMES = 240;
    private static final int FEWEST_FRAMES = 16;
    private static final int MOST_SEGMENTS = 20;

    /** A film's scenes differ by far more than the frames of one: rather more segments than longer ones. */
    private static final int ENOUGH_SEGMENTS = 8;

    private static final int MOST_OF_SEGMENT = 12;

    /** The first stands by itself; the others show what moves. */
    private static final int LEAST_OF_SEGMENT = 5;

    private static final int LEAST_SIDE = 64;

    /** Reading and decoding, before it is measured. */
    private static final double DECODE_SECONDS_PER_MEGAPIXEL = 0.0045;

    ProbePlan {
        segments = List.copyOf(segments);
    }

    /**
     * Returns the samples that so much processor time allows, or empty where it allows too few.
     *
     * @param budget CPU seconds, zero or more
     */
    static Optional<ProbePlan> of(Source source, List<TrialPreset> presets, double budget) {
        // The middle half of each side: cut out, not shrunk, as shrinking takes away the grain that costs the bits.
        int width = even(source.width());
        int height = even(source.height());
        double decode = (double) source.width() * source.height() / 1e6 * DECODE_SECONDS_PER_MEGAPIXEL;
        double perFrame = decode + encodeSeconds(presets, width, height);
        double perSegment = OPENING_SECONDS + FRAMES_AHEAD * decode;
        double left = budget - LOADING_SECONDS * (1 + presets.size());
        long most = Math.min(Math.min(MOST_FRAMES, source.frames()), MOST_BYTES / frameBytes(width, height));
        int length = MOST_OF_SEGMENT;
        int count = count(left, perSegment + length * perFrame, length, most);
        while (count < ENOUGH_SEGMENTS && length > LEAST_OF_SEGMENT) {
            length--;
            count = count(left, perSegment + length * perFrame, length, most);
        }
        if (count < 1 || (long) count * length < Math.min(FEWEST_FRAMES, most)) {
            return Optional.empty();
        }
        return Optional.of(new ProbePlan(width, height, spread(source.durationSeconds(), count, length)));
    }

    private static int count(double budget, double secondsEach, int length, long mostFrames) {
        return (int) Math.min(Math.min(MOST_SEGMENTS, budget / secondsEach), (double) Math.max(1, mostFrames / length));
    }

    static long frameBytes(int width, int height) {
        return (long) width * height * 3 / 2;
    }

    /** Returns about what the trials of one sample frame take. */
    static double encodeSeconds(List<TrialPreset> presets, int width, int height) {
        double megapixels = (double) width * height / 1e6;
        return presets.stream()
                        .mapToDouble(TrialPreset::roughSecondsPerMegapixel)
                        .sum()
                * megapixels;
    }

    int frames() {
        return segments.stream().mapToInt(ProbeSegment::frames).sum();
    }

    /** Each in the middle of its share: neither the black before the title nor the credits count double. */
    private static List<ProbeSegment> spread(double seconds, int count, int frames) {
        List<ProbeSegment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(new ProbeSegment(seconds * (i + 0.5) / count, frames));
        }
        return segments;
    }

    private static int even(int side) {
        return Math.max(Math.min(LEAST_SIDE, side & ~1), 2 * (side / 4));
    }
}
