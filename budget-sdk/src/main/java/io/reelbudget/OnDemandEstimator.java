package io.reelbudget;

import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.TranscodeJob;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An estimator that is opened when it is first asked: a model and what runs it take some 60 MB, which a program that
 * only keeps books need not have.
 *
 * <p>This class is thread-safe.
 */
final class OnDemandEstimator implements CostEstimator {

    private final Supplier<TrainedCostEstimator> opening;
    private @Nullable TrainedCostEstimator opened;

    /** @param opening opens it; called once at most */
    OnDemandEstimator(Supplier<TrainedCostEstimator> opening) {
        this.opening = opening;
    }

    /** Returns the estimator, which is opened where it was not yet. */
    synchronized TrainedCostEstimator open() {
        TrainedCostEstimator known = opened;
        if (known == null) {
            known = opening.get();
            opened = known;
        }
        return known;
    }

    /** Returns the estimator, if it was opened. */
    synchronized Optional<TrainedCostEstimator> opened() {
        return Optional.ofNullable(opened);
    }

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        return open().estimate(job);
    }

    @Override
    public BatchEstimate estimateTogether(List<TranscodeJob> jobs) {
        return open().estimateTogether(jobs);
    }

    @Override
    public void learn(FinishedJob finished) {
        open().learn(finished);
    }
}
