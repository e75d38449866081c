package io.reelbudget.policy;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl.Bitrate;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Jobs that wait, and what they cost: one CPU second and one thousandth of a unit for a megapixel, at the median. */
final class Jobs {

    static final Instant SUBMITTED = Instant.parse("2026-11-10T11:00:00Z");

    private static final Source SOURCE = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10, 8_000_000, 10_000_000);

    /** P90 is a fifth above the median. */
    static final JobPricing PRICING = job -> {
        double megapixels = job.targets().stream()
                        .mapToDouble(target -> target.width() * target.height() * target.framesPerSecond())
                        .sum()
                * job.source().durationSeconds()
                / 1e6;
        Quantiles seconds = new Quantiles(0.8 * megapixels, megapixels, 1.2 * megapixels);
        return new JobPrice(
                new CostEstimate(seconds, CostEstimate.Origin.RATE, "test-1", 0, "It is made up."),
                seconds.times(1_000));
    };

    private Jobs() {}

    static Target h264(int width, int height) {
        return new Target(
                VideoCodec.H264, "libx264", "veryfast", width, height, 30, new Bitrate((long) width * height));
    }

    static TranscodeJob job(String id, Target... targets) {
        return TranscodeJob.of(id, SOURCE, targets);
    }

    /** Returns a queued job of 622 megapixels: 0.622 units at the median. */
    static QueuedJob fullHd(String id) {
        return queued(job(id, h264(1920, 1080)));
    }

    static QueuedJob queued(TranscodeJob job) {
        return QueuedJob.of(job, PRICING.price(job), SUBMITTED);
    }

    static QueuedJob withPriority(String id, Priority priority) {
        return queued(new TranscodeJob(
                new JobId(id), SOURCE, List.of(h264(1920, 1080)), new ServiceLevel(priority, Optional.empty())));
    }

    static QueuedJob dueAfter(String id, Duration deadline) {
        return queued(new TranscodeJob(
                new JobId(id),
                SOURCE,
                List.of(h264(1920, 1080)),
                new ServiceLevel(Priority.NORMAL, Optional.of(deadline))));
    }
}
