package io.reelbudget.spring;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;

/** Expects as many CPU seconds as the source is long, half at the least, twice at the most. */
final class SteadyEstimator implements CostEstimator {

    /** Returns a job that is expected to take a minute. */
    static TranscodeJob job(String id) {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(id, source, target);
    }

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        double seconds = job.source().durationSeconds();
        return new CostEstimate(
                new Quantiles(seconds / 2, seconds, seconds * 2),
                CostEstimate.Origin.RATE,
                "steady 1",
                0,
                "As long as the source.");
    }

    @Override
    public void learn(FinishedJob finished) {}
}
