package io.reelbudget.policy;

import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;
import java.util.List;

/**
 * Decides what to do about an account's runway.
 *
 * <p>Implementations are thread-safe and have no effects: the same situation gives the same decision. What they decide
 * is carried out by the {@link RunwayMonitor}.
 */
@FunctionalInterface
public interface ScalingPolicy {

    /** Returns what to do in a situation. */
    Decision decide(BudgetSituation situation);

    /**
     * Returns the policy's name, which stands in notices and decisions and must not change from one start of the host
     * to the next; {@code own} unless overridden.
     */
    default String name() {
        return "own";
    }

    /**
     * Returns the thresholds that it looks at, so that an account is looked at when time alone brings it to one of
     * them: the account's, unless overridden by a policy that has others.
     *
     * @param accounts the account's threshold
     */
    default List<Threshold> thresholds(Threshold accounts) {
        return List.of(accounts);
    }

    /** Returns {@link #prioritiseQuality(FleetLimits)} with the standard limits. */
    static ScalingPolicy prioritiseQuality() {
        return prioritiseQuality(FleetLimits.standard());
    }

    /**
     * Returns the policy that finishes the queued jobs as they were requested before the money is gone: it provisions
     * instances ahead for them and sends a notice. It gives the instances back when the account has recovered.
     *
     * <p>How many: the fewest with which each job is done by its deadline and by the predicted exhaustion with a
     * probability of 0.9, see {@link io.reelbudget.policy.scaling.CapacityPlanner}, and one for each job that is late
     * even so; at least one for a queue that is not empty, at most one for each job, and never more than the limits
     * allow. What instances cost is not looked at.
     */
    static ScalingPolicy prioritiseQuality(FleetLimits limits) {
        return new ThresholdPolicy(new QualityFirst(limits));
    }

    /**
     * Returns the same policy for instances of several types and prices: the cheapest that meet the deadlines, as far
     * as what is left to spend and the terms' cap reach. Put a {@link io.reelbudget.policy.scaling.FleetDesk} with the
     * same terms before the provisioner, so that what they cost is held and instances that were lost are asked for
     * again.
     */
    static ScalingPolicy prioritiseQuality(FleetTerms terms) {
        return new ThresholdPolicy(new QualityFirst(terms));
    }

    /**
     * Returns the policy that keeps what is left for the jobs already taken: it pauses new jobs and sends a notice. It
     * resumes them when the account has recovered.
     */
    static ScalingPolicy prioritiseAvailability() {
        return new ThresholdPolicy(new AvailabilityFirst());
    }

    /**
     * Returns the default policy: it reduces the quality of the queued jobs until they fit in what is left, and sends a
     * notice. When the account has recovered, the jobs that still wait run as they were requested again, as far as that
     * fits.
     *
     * @param ladder what a rendition may be replaced by
     * @param pricing what a job would cost
     */
    static ScalingPolicy reduceQuality(QualityLadder ladder, JobPricing pricing) {
        return new ThresholdPolicy(new QualityReduction(ladder, pricing));
    }

    /**
     * Returns a ladder of steps, each with a threshold of its own: see {@link Step}. Whatever threshold the account has
     * makes no difference to it.
     *
     * @param name names it, in decisions and questions: 1 to 40 of {@code a} to {@code z}, digits and dashes
     * @param steps the steps, the mildest first, one to {@value Stance#MAX_STEPS}, of different names
     * @param ladder what a rendition may be replaced by, for steps that reduce quality
     * @param pricing what a job would cost, for the same
     * @throws IllegalArgumentException if a step is milder than the one before it, or is reached earlier than a milder
     *     one by the same kind of threshold
     */
    static ScalingPolicy graduated(String name, List<Step> steps, QualityLadder ladder, JobPricing pricing) {
        return new GraduatedPolicy(name, steps, ladder, pricing);
    }

    /**
     * Returns several policies as one. All are asked about the same situation. Where some act, what they want is done
     * together, the first one's reason given; what others would take back waits until none of them acts or waits for
     * its recovery.
     *
     * @param policies two or more, of different names
     */
    static ScalingPolicy together(List<ScalingPolicy> policies) {
        return new TogetherPolicy(policies);
    }

    /** Returns this policy at a threshold of its own instead of the account's. */
    default ScalingPolicy at(Threshold threshold) {
        return new ThresholdOfItsOwn(this, threshold);
    }

    /** Returns this policy as one that only says in notices what it would do. */
    default ScalingPolicy recommendingOnly() {
        return new RecommendingPolicy(this);
    }
}
