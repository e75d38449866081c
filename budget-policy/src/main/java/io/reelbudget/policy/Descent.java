package io.reelbudget.policy;

import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.ladder.Rung;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way down a ladder for whole jobs: of a job's renditions the one with most pixels goes down first.
 *
 * @param ladder what a rendition may be replaced by
 * @param pricing what a job would cost
 */
record Descent(QualityLadder ladder, JobPricing pricing) {

    /** So many rungs below what a job is now are looked at; more would be another job. */
    private static final int MOST_WAYS = 24;

    /** Returns the ways to run a job: as it is, then each cheaper one down the ladder. */
    List<QueuedJob> ways(QueuedJob queued) {
        List<QueuedJob> ways = new ArrayList<>(List.of(queued));
        for (Optional<QueuedJob> next = next(queued);
                next.isPresent() && ways.size() <= MOST_WAYS;
                next = next(next.get())) {
            ways.add(next.get());
        }
        return ways;
    }

    /**
     * Returns what each way loses beyond the first, by the ladder, more for a more important job; and what it costs.
     */
    List<Rung> rungs(List<QueuedJob> ways) {
        QueuedJob now = ways.get(0);
        int below = rungsBelow(now.requested(), now.job());
        double weight = weight(now.job().serviceLevel().priority());
        double lost = ladder.loss(now.requested(), now.job(), below);
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            double loss = ladder.loss(now.requested(), ways.get(i).job(), below + i) - lost;
            rungs.add(new Rung(weight * Math.max(0, loss), ways.get(i).priceMicros()));
        }
        return rungs;
    }

    private static double weight(Priority priority) {
        return switch (priority) {
            case LOW -> 1;
            case NORMAL -> 2;
            case HIGH -> 4;
        };
    }

    /** Counts the rungs from a request to what it was reduced to; zero where the ladder does not lead there. */
    private int rungsBelow(TranscodeJob requested, TranscodeJob reduced) {
        Optional<TranscodeJob> job = Optional.of(requested);
        for (int rung = 0; rung < QualityLadder.MAX_RUNGS && job.isPresent(); rung++) {
            if (job.get().equals(reduced)) {
                return rung;
            }
            job = ladder.below(job.get());
        }
        return 0;
    }

    /** Returns the next job down that costs less, passing through rungs that save nothing; nothing at the floor. */
    Optional<QueuedJob> next(QueuedJob queued) {
        TranscodeJob job = queued.job();
        for (int rung = 0; rung < QualityLadder.MAX_RUNGS; rung++) {
            Optional<TranscodeJob> lower = ladder.below(job);
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
}
