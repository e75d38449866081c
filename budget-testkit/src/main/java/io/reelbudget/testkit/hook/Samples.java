package io.reelbudget.testkit.hook;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Instant;

/** Jobs that the contracts use. */
final class Samples {

    static final Instant SUBMITTED = Instant.parse("2026-11-10T11:00:00Z");

    private static final Source SOURCE = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10, 8_000_000, 10_000_000);

    private Samples() {}

    static Target target(int width, int height, double framesPerSecond) {
        return new Target(
                VideoCodec.H264,
                "libx264",
                "medium",
                width,
                height,
                framesPerSecond,
                new RateControl.Bitrate(2L * width * height));
    }

    static TranscodeJob job(String id, Target target) {
        return TranscodeJob.of(id, SOURCE, target);
    }

    static QueuedJob waiting(String id) {
        return QueuedJob.of(job(id, target(1920, 1080, 30)), price(20), SUBMITTED);
    }

    static QueuedJob reduced(QueuedJob queued) {
        return queued.with(job(queued.job().id().value(), target(1280, 720, 30)), price(10));
    }

    private static JobPrice price(double seconds) {
        CostEstimate estimate = new CostEstimate(
                Quantiles.certain(seconds), CostEstimate.Origin.RATE, "contract-1", 0, "It is made up.");
        return new JobPrice(estimate, Quantiles.certain(seconds * 1_000));
    }
}
