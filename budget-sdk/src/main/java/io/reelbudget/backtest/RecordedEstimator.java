package io.reelbudget.backtest;

import io.reelbudget.history.JobEvent.Asked;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.ArrayList;
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

    /** By id; jobs of several accounts may have the same one. */
    private final Map<String, List<Asked>> asks = new HashMap<>();

    private Optional<CostEstimator> other = Optional.empty();

    RecordedEstimator(CostEstimator reference) {
        this.reference = reference;
    }

    /** Takes note of what a job asks now: its estimate counts from now on. */
    void asks(Asked asked) {
        List<Asked> known = asks.computeIfAbsent(asked.id().value(), id -> new ArrayList<>());
        known.removeIf(each -> each.account().equals(asked.account()));
        known.add(asked);
    }

    /** Has another model estimate from now on. */
    void use(CostEstimator model) {
        other = Optional.of(model);
    }

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        if (other.isPresent()) {
            return other.get().estimate(job);
        }
        return asked(job).map(asked -> recorded(asked, job)).orElseGet(() -> reference.estimate(job));
    }

    /** Returns what was asked last under a job's id, of the same source where there are several. */
    private Optional<Asked> asked(TranscodeJob job) {
        List<Asked> known = asks.getOrDefault(job.id().value(), List.of());
        Optional<Asked> last = known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
        return known.stream()
                .filter(each -> each.job().source().equals(job.source()))
                .reduce((earlier, later) -> later)
                .or(() -> last);
    }

    private CostEstimate recorded(Asked asked, TranscodeJob job) {
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
