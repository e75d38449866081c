package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Question;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.JobId;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Made-up jobs of one to six renditions by twelve encoders and presets. The truth is known: a bias of each encoder and
 * preset that the model does not know, content that makes all renditions of a job dear alike, and noise of each.
 */
final class ManyKinds {

    private static final int ENCODERS = 3;
    private static final int PRESETS = 4;
    private static final double SIZE = 20;

    private final RandomGenerator random;
    private final double noise;
    private final double[][] truth = new double[ENCODERS][PRESETS];
    private int number;

    record Ran(Question question, double seconds) {}

    ManyKinds(long seed, double noise) {
        this.random = new SplittableRandom(seed);
        this.noise = noise;
        double all = 0.3 * random.nextGaussian();
        for (double[] encoder : truth) {
            double ofEncoder = all + 0.3 * random.nextGaussian();
            for (int preset = 0; preset < PRESETS; preset++) {
                encoder[preset] = ofEncoder + 0.2 * random.nextGaussian();
            }
        }
    }

    /** Returns the usual size of a job, in seconds. */
    double size() {
        return SIZE;
    }

    /** Returns another job and what it took, so much dearer than usual. */
    Ran next(double dearer) {
        List<Target> targets = new ArrayList<>();
        List<RenditionEstimate> renditions = new ArrayList<>();
        double size = Math.log(SIZE) + random.nextGaussian();
        double content = 0.9 * noise * random.nextGaussian();
        double seconds = 0;
        for (int i = random.nextInt(6); i >= 0; i--) {
            int encoder = random.nextInt(ENCODERS);
            int preset = random.nextInt(PRESETS);
            Target target = new Target(
                    VideoCodec.H264,
                    "encoder" + encoder,
                    "preset" + preset,
                    1280,
                    720,
                    30,
                    new RateControl.ConstantQuality(23));
            double expected = size + Math.log(0.3 + 0.3 * i);
            targets.add(target);
            renditions.add(new RenditionEstimate(
                    Origin.MODEL,
                    new LogQuantiles(expected - 0.3, expected, expected + 0.3),
                    Calibration.Group.of("model 1", target),
                    "It is made up"));
            double own = 0.43 * noise * random.nextGaussian();
            seconds += Math.exp(expected + truth[encoder][preset] + dearer + content + own);
        }
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10 + number++, 8_000_000, 0);
        TranscodeJob job = new TranscodeJob(new JobId("job-" + number), source, targets, ServiceLevel.standard());
        return new Ran(Contestant.question(job, renditions), seconds);
    }
}
