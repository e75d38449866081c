package io.reelbudget.policy;

import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The way down a ladder for whole jobs: of a job's renditions the one with most pixels goes down first.
 *
 * @param ladder what a rendition may be replaced by
 * @param pricing what a job would cost
 */
record Descent(QualityLadder ladder, JobPricing pricing) {

    /** Returns the next job down that costs less, passing through rungs that save nothing; nothing at the floor. */
    Optional<QueuedJob> next(QueuedJob queued) {
        TranscodeJob job = queued.job();
        for (int rung = 0; rung < QualityLadder.MAX_RUNGS; rung++) {
            Optional<TranscodeJob> lower = lower(job);
            if (lower.isEmpty()) {
                return Optional.empty();
            }
            job = lower.get();
            JobPrice price = pricing.price(job);
            if (price.micros().p50() < queued.priceMicros().p50()) {
                return Optional.of(queued.with(job, price));
            }
        }
        return Optional.empty();
    }

    private Optional<TranscodeJob> lower(TranscodeJob job) {
        List<Target> targets = job.targets();
        List<Integer> heaviestFirst = IntStream.range(0, targets.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer at) -> -pixelsPerSecond(targets.get(at))))
                .toList();
        for (int at : heaviestFirst) {
            Target target = targets.get(at);
            Optional<Target> below = ladder.below(target).filter(lower -> !lower.equals(target));
            if (below.isPresent()) {
                List<Target> lower = new ArrayList<>(targets);
                lower.set(at, below.get());
                return Optional.of(job.withTargets(lower));
            }
        }
        return Optional.empty();
    }

    private static double pixelsPerSecond(Target target) {
        return (double) target.width() * target.height() * target.framesPerSecond();
    }
}
