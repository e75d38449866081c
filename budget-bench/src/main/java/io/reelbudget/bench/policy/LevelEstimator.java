package io.reelbudget.bench.policy;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;

/** Expects the same of every job, at once: where a trial is about what follows an estimate. Thread-safe. */
final class LevelEstimator implements CostEstimator {

    /** An hour and a half of a processor at the 90 % quantile. */
    private static final Quantiles CPU_SECONDS = new Quantiles(2_700, 3_600, 5_400);

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        return new CostEstimate(CPU_SECONDS, CostEstimate.Origin.RATE, "level 1", 0, "The same for all.");
    }

    @Override
    public void learn(FinishedJob finished) {
        // Nothing: it expects the same again.
    }

    /** Returns a job to ask about. */
    static TranscodeJob job(String id) {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 60_000_000);
        Target target =
                new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.Bitrate(1_500_000));
        return TranscodeJob.of(id, source, target);
    }
}
