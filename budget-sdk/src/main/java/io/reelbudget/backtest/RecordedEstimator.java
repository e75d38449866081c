package io.reelbudget.backtest;

import io.reelbudget.history.JobEvent.Asked;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates jobs as they were estimated when they asked. Other renditions than those that were estimated then are
 * estimated by the ratio of a reference's medians, so that what had been learnt by then counts. Once another model is
 * given, that one estimates, and learns.
 *
 * <p>This class is for one thread at a time.
 */
final class RecordedEstimator implements CostEstimator {

    private final CostEstimator reference;
    private final Map<String, Asked> asks = new HashMap<>();
    private Optional<CostEstimator> other = Optional.empty();

    RecordedEstimator(CostEstimator reference) {
        this.reference = reference;
    }

    /** Takes note of what a job asks now: its estimate counts from now on. */
    void asks(Asked asked) {
        asks.put(asked.id().value(), asked);
    }

    /** Has another model estimate from now on. */
    void use(CostEstimator model) {
        other = Optional.of(model);
    }

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        Asked asked = asks.get(job.id().value());
        if (other.isPresent()) {
            return other.get().estimate(job);
        } else if (asked == null) {
            return reference.estimate(job);
        }
        double ratio = ratio(asked.job(), asked.ran(), job.targets());
        return new CostEstimate(
                asked.cpuSeconds().times(ratio),
                asked.meanCpuSeconds() * ratio,
                CostEstimate.Origin.MODEL,
                asked.model(),
                0,
                ratio == 1 ? "As it was recorded." : "As it was recorded of another rung, times the model's ratio.");
    }

    /** Returns how much more a job takes by some renditions than by others; 1 for the same. */
    double ratio(TranscodeJob job, List<Target> known, List<Target> wanted) {
        return wanted.equals(known) ? 1 : median(job.withTargets(wanted)) / median(job.withTargets(known));
    }

    private double median(TranscodeJob job) {
        return reference.estimate(job).cpuSeconds().p50();
    }

    @Override
    public void learn(FinishedJob finished) {
        other.ifPresent(model -> model.learn(finished));
    }
}
