package io.reelbudget;

import io.reelbudget.estimator.ModelTrial;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who predicts what jobs take, and where it keeps what they taught.
 *
 * <p>This class is thread-safe.
 */
final class Learning implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reelbudget.class);

    private final ReelbudgetBuilder settings;
    private final CostEstimator estimator;
    private final Optional<OnDemandEstimator> own;
    private volatile Optional<EstimatorMemory> memory = Optional.empty();

    /** Takes the host's estimator, or opens one, now or when it is first asked, which is closed with this. */
    Learning(ReelbudgetBuilder settings) {
        this.settings = settings;
        own = settings.estimator().isPresent()
                ? Optional.empty()
                : Optional.of(new OnDemandEstimator(() -> remembering(settings.openEstimator())));
        if (own.isPresent() && !settings.isModelOnDemand()) {
            estimator = own.get().open();
        } else {
            estimator = settings.estimator().or(() -> own).orElseThrow();
        }
        if (own.isEmpty() && estimator instanceof TrainedCostEstimator theirs) {
            memory = settings.resume(theirs);
        }
    }

    private TrainedCostEstimator remembering(TrainedCostEstimator opened) {
        memory = settings.resume(opened);
        return opened;
    }

    /**
     * Returns the estimator that has a model, which is opened where it was not yet; empty where the host has its own.
     */
    Optional<TrainedCostEstimator> trained() {
        return own.map(OnDemandEstimator::open)
                .or(() -> estimator instanceof TrainedCostEstimator theirs ? Optional.of(theirs) : Optional.empty());
    }

    CostEstimator estimator() {
        return estimator;
    }

    /** The job is paid for by now: whatever an estimator of the host's does, its capture stands. */
    void learn(FinishedJob finished) {
        try {
            estimator.learn(finished);
            memory.ifPresent(kept -> kept.learned(finished));
        } catch (RuntimeException fault) {
            LOG.error("Nothing was learned from job {}.", finished.job().id(), fault);
        }
    }

    Optional<ModelTrial> trial() {
        return trained().flatMap(TrainedCostEstimator::trial);
    }

    ModelTrial rollBack() {
        TrainedCostEstimator learner = trained()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The estimator was the host's own but must be a TrainedCostEstimator to have models; roll that back."));
        ModelTrial undone = learner.rollBack();
        memory.ifPresent(EstimatorMemory::changed);
        return undone;
    }

    /** Writes what was learned, while the directory is still the ledger's. */
    void keep() {
        memory.ifPresent(EstimatorMemory::close);
    }

    @Override
    public void close() {
        own.flatMap(OnDemandEstimator::opened).ifPresent(TrainedCostEstimator::close);
    }
}
