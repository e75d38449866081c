package io.reelbudget.policy;

import io.reelbudget.policy.Threshold.RunsOutBeforeRenewal;
import io.reelbudget.policy.Threshold.RunsOutWithin;
import io.reelbudget.policy.Threshold.ShareLeft;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A ladder of steps, each with a threshold of its own.
 *
 * @param name its name
 * @param steps the steps, the mildest first
 * @param ladder what a rendition may be replaced by
 * @param pricing what a job would cost
 */
record GraduatedPolicy(String name, List<Step> steps, QualityLadder ladder, JobPricing pricing)
        implements ScalingPolicy {

    GraduatedPolicy {
        Step.requireName("Policy's", name);
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > Stance.MAX_STEPS) {
            throw new IllegalArgumentException("Steps were " + steps.size() + " but must be 1 to " + Stance.MAX_STEPS
                    + "; a policy that does nothing needs none.");
        }
        Set<String> names = new HashSet<>();
        Map<Class<?>, Step> latest = new HashMap<>();
        for (int at = 0; at < steps.size(); at++) {
            Step step = steps.get(at);
            if (!names.add(step.name())) {
                throw new StepContradiction(
                        at, "name", "was '" + step.name() + "' but must differ from the others'; name it.");
            }
            if (at > 0 && step.measure().compareTo(steps.get(at - 1).measure()) < 0) {
                throw new StepContradiction(
                        at,
                        "measure",
                        "was " + step.measure() + " after " + steps.get(at - 1).measure()
                                + " but must not be milder; list the mildest step first.");
            }
            Step milder = latest.put(step.when().getClass(), step);
            if (milder != null && isEarlier(step.when(), milder.when())) {
                throw new StepContradiction(
                        at,
                        "when",
                        "was reached before that of the milder step '" + milder.name()
                                + "' but must be reached later or together; exchange them.");
            }
        }
    }

    /** A mistake in one of the steps. */
    static final class StepContradiction extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final int step;
        private final String field;
        private final String complaint;

        StepContradiction(int step, String field, String complaint) {
            super("Step " + step + "'s " + field + " " + complaint);
            this.step = step;
            this.field = field;
            this.complaint = complaint;
        }

        int step() {
            return step;
        }

        String field() {
            return field;
        }

        String complaint() {
            return complaint;
        }
    }

    @Override
    public Decision decide(BudgetSituation situation) {
        return new GraduatedTurn(this, situation).decide();
    }

    @Override
    public List<Threshold> thresholds(Threshold accounts) {
        return steps.stream().map(Step::when).toList();
    }

    /** The name under which a step is remembered and asked about. */
    String topic(Step step) {
        return name + ":" + step.name();
    }

    /** Whether a threshold is reached whenever another of its kind is, and sometimes before it. */
    private static boolean isEarlier(Threshold one, Threshold other) {
        if (one instanceof RunsOutWithin a && other instanceof RunsOutWithin b) {
            int time = a.time().compareTo(b.time());
            return (time > 0 && a.probability() <= b.probability()) || (time == 0 && a.probability() < b.probability());
        }
        if (one instanceof RunsOutBeforeRenewal a && other instanceof RunsOutBeforeRenewal b) {
            return a.probability() < b.probability();
        }
        return one instanceof ShareLeft a && other instanceof ShareLeft b && a.share() > b.share();
    }
}
