package io.reelbudget.bench.policy;

import io.reelbudget.policy.admission.CostCurve;
import io.reelbudget.policy.admission.RiskSizing;
import java.util.Collection;
import java.util.List;

/** How much is held for all jobs of a user that run at once, in processor seconds. */
interface HoldRule {

    /** Returns the sum of the holds. */
    double total(int user, Collection<RunningJob> running, double now);

    /** Returns whether it looks at predictions. */
    default boolean predicts() {
        return true;
    }

    /** Takes note of an admission. */
    default void admitted(int user, List<RunningJob> running, double held, double left) {}

    /** Takes note of a job's end. */
    default void ended(TraceJob job) {}

    /** As much as a job can cost by its request; what it really took, where the log says more. */
    static HoldRule worstCase() {
        return new HoldRule() {
            @Override
            public double total(int user, Collection<RunningJob> running, double now) {
                return running.stream()
                        .mapToDouble(each -> each.job().processors()
                                * Math.max(each.job().requested(), each.job().run()))
                        .sum();
            }

            @Override
            public boolean predicts() {
                return false;
            }
        };
    }

    /** As much as a job is expected to cost on average. */
    static HoldRule mean() {
        return (user, running, now) ->
                running.stream().mapToDouble(each -> each.curve().mean()).sum();
    }

    /** The product's own. */
    static HoldRule riskSized(double risk) {
        RiskSizing<Integer, TraceJob> sizing = RiskSizing.of(risk);
        return new HoldRule() {
            @Override
            public double total(int user, Collection<RunningJob> running, double now) {
                List<CostCurve> curves =
                        running.stream().map(each -> each.curveAt(now)).toList();
                return sizing.total(user, curves);
            }

            @Override
            public void admitted(int user, List<RunningJob> running, double held, double left) {
                sizing.admitted(user, running.stream().map(RunningJob::job).toList(), held, left);
            }

            @Override
            public void ended(TraceJob job) {
                sizing.ended(job, job.cost());
            }
        };
    }
}
