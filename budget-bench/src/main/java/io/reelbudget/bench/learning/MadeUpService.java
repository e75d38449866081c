package io.reelbudget.bench.learning;

import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A service whose jobs cost what the estimator without learning expects, times what it cannot know: a bias of each
 * encoder and of each of its presets, how hard the content is, which all renditions of a job share, and noise.
 *
 * <p>Not thread-safe.
 */
final class MadeUpService {

    private static final String[][] ENCODERS = {
        {"libx264", "veryfast", "faster", "fast", "medium"},
        {"libx265", "ultrafast", "superfast", "veryfast", "faster"},
        {"libsvtav1", "8", "9", "10", "12"},
    };
    private static final VideoCodec[] CODECS = {VideoCodec.H264, VideoCodec.H265, VideoCodec.AV1};
    private static final int[] HEIGHTS = {240, 360, 480, 540, 720, 1080};
    private static final double SHARE_OF_CONTENT = 0.9;
    private static final double SHARE_OF_NOISE = Math.sqrt(1 - SHARE_OF_CONTENT * SHARE_OF_CONTENT);

    private final RandomGenerator random;
    private final CostEstimator unlearned;
    private final double noise;
    private final double[][] bias = new double[ENCODERS.length][];
    private int number;

    MadeUpService(long seed, CostEstimator unlearned, double noise) {
        this.random = new SplittableRandom(seed);
        this.unlearned = unlearned;
        this.noise = noise;
        double ofAll = 0.3 * random.nextGaussian();
        for (int i = 0; i < ENCODERS.length; i++) {
            double ofEncoder = ofAll + 0.3 * random.nextGaussian();
            bias[i] = random.doubles(ENCODERS[i].length - 1L, -0.35, 0.35)
                    .map(ofPreset -> ofEncoder + ofPreset)
                    .toArray();
        }
    }

    /** A job with what it takes in CPU seconds. */
    record Ran(TranscodeJob job, double cpuSeconds) {}

    /** Returns another job of one to six renditions, dearer than usual by a factor. */
    Ran next(double factor) {
        Source source = new Source(
                "mp4", VideoCodec.H264, 1920, 1080, 30, 20 * Math.exp(0.8 * random.nextGaussian()), 8_000_000, 0);
        double content = SHARE_OF_CONTENT * noise * random.nextGaussian();
        List<Target> targets = new ArrayList<>();
        double seconds = 0;
        for (int i = random.nextInt(HEIGHTS.length); i >= 0; i--) {
            int encoder = random.nextInt(ENCODERS.length);
            int preset = 1 + random.nextInt(ENCODERS[encoder].length - 1);
            int height = HEIGHTS[random.nextInt(HEIGHTS.length)];
            Target target = new Target(
                    CODECS[encoder],
                    ENCODERS[encoder][0],
                    ENCODERS[encoder][preset],
                    height * 16 / 9 / 2 * 2,
                    height,
                    30,
                    new RateControl.Bitrate(height * 3_000L));
            double own = SHARE_OF_NOISE * noise * random.nextGaussian();
            double expected = unlearned
                    .estimate(TranscodeJob.of("rendition", source, target))
                    .cpuSeconds()
                    .p50();
            targets.add(target);
            seconds += expected * Math.exp(bias[encoder][preset - 1] + content + own);
        }
        return new Ran(TranscodeJob.of("job-" + number++, source, targets.toArray(Target[]::new)), factor * seconds);
    }
}
