package io.reelbudget;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Expects the same of every job: as many CPU seconds as its source is long, half at the least, twice at the most. */
final class SteadyEstimator implements CostEstimator {

    private final List<FinishedJob> learnt = new CopyOnWriteArrayList<>();
    private volatile double factor = 1;

    /** Expects so many times more from now on. */
    void expectTimes(double newFactor) {
        factor = newFactor;
    }

    List<FinishedJob> learnt() {
        return List.copyOf(learnt);
    }

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        double seconds = job.source().durationSeconds() * factor;
        return new CostEstimate(
                new Quantiles(seconds / 2, seconds, seconds * 2),
                CostEstimate.Origin.RATE,
                "steady 1",
                learnt.size(),
                "As long as the source.");
    }

    @Override
    public void learn(FinishedJob finished) {
        learnt.add(finished);
    }
}
