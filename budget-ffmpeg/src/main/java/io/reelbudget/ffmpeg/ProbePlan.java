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

    /** What starting ffmpeg takes before {@code -benchmark} counts; 0.02 to 0.03 s were measured. */
    static final double LOADING_SECONDS = 0.03;

    /** Opening the source once more and decoding ahead of what is used. */
    private static final double SEGMENT_SECONDS = 0.01;

    /** Content is told as well at this size, and four trials at full HD cost as much as nine at this. */
    private static final double MOST_PIXELS = 640 * 360;

    private static final int MOST_FRAMES = 240;
    private static final int FEWEST_FRAMES = 16;
    private static final int FRAMES_OF_SEGMENT = 12;
    private static final int MOST_SEGMENTS = 12;

    /** Reading, decoding and shrinking; before it is measured. */
    private static final double DECODE_SECONDS_PER_MEGAPIXEL = 0.006;

    ProbePlan {
        segments = List.copyOf(segments);
    }

    /**
     * Returns the samples that so much processor time allows, or empty where it allows too few.
     *
     * @param budget CPU seconds, zero or more
     */
    static Optional<ProbePlan> of(Source source, List<TrialPreset> presets, double budget) {
        double pixels = (double) source.width() * source.height();
        double shrink = Math.min(1, Math.sqrt(MOST_PIXELS / pixels));
        int width = even(source.width() * shrink);
        int height = even(source.height() * shrink);
        double decode = pixels / 1e6 * DECODE_SECONDS_PER_MEGAPIXEL;
        double frame = decode + encodeSeconds(presets, width, height);
        double left = budget - LOADING_SECONDS * (1 + presets.size());
        double perFrame = frame + SEGMENT_SECONDS / FRAMES_OF_SEGMENT;
        int frames = (int) Math.min(Math.min(MOST_FRAMES, source.frames()), left / perFrame);
        if (frames < Math.min(FEWEST_FRAMES, source.frames())) {
            return Optional.empty();
        }
        int count = Math.max(1, Math.min(MOST_SEGMENTS, frames / FRAMES_OF_SEGMENT));
        return Optional.of(new ProbePlan(width, height, spread(source.durationSeconds(), count, frames / count)));
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
            segments.add(new ProbeSegment(seconds * (i + 0.5) / count, Math.max(1, frames)));
        }
        return segments;
    }

    private static int even(double pixels) {
        return Math.max(16, 2 * (int) Math.round(pixels / 2));
    }
}
