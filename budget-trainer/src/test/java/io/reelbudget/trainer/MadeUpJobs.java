package io.reelbudget.trainer;

import io.reelbudget.estimator.CostFormulas;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Jobs whose cost follows a known law with known noise, so that tests know what training can find. */
final class MadeUpJobs {

    /** Standard deviation of the logarithm of cost, which no model can explain. */
    static final double NOISE = 0.15;

    private static final double START = 0.06;

    private MadeUpJobs() {}

    static List<PastJob> of(int videos, int jobsOfEach, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PastJob> jobs = new ArrayList<>();
        for (int video = 0; video < videos; video++) {
            double bitsPerPixel = 0.02 * Math.pow(10, random.nextDouble());
            Source source = new Source(
                    "mp4",
                    VideoCodec.H264,
                    1280,
                    720,
                    30,
                    2 + random.nextInt(9),
                    (long) (bitsPerPixel * 1280 * 720 * 30),
                    0);
            for (int i = 0; i < jobsOfEach; i++) {
                jobs.add(job("video " + video, source, random));
            }
        }
        return jobs;
    }

    private static PastJob job(String video, Source source, SplittableRandom random) {
        int height = List.of(240, 360, 480, 720).get(random.nextInt(4));
        int crf = 20 + random.nextInt(30);
        boolean fast = random.nextBoolean();
        Target target = new Target(
                VideoCodec.VP9,
                "libvpx-vp9",
                fast ? "8" : "5",
                height * 16 / 9,
                height,
                30,
                new RateControl.ConstantQuality(crf));
        double megapixels = target.width() * height * 30.0 * source.durationSeconds() / 1e6;
        double bitsPerPixel = source.bitsPerSecond() / (1280.0 * 720 * 30);
        double cost =
                (fast ? 0.02 : 0.1) * megapixels * Math.pow(bitsPerPixel / 0.06, 0.4) * Math.exp((35 - crf) * 0.02);
        double decoding = CostFormulas.usualDecoding().getOrDefault(VideoCodec.H264, 0.0) * source.megapixels();
        return new PastJob(video, source, target, START + decoding + cost * Math.exp(NOISE * random.nextGaussian()));
    }
}
