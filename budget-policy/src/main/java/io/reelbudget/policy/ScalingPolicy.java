package io.reelbudget.policy;

import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;

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

    /** Returns {@link #prioritiseQuality(FleetLimits)} with the standard limits. */
    static ScalingPolicy prioritiseQuality() {
        return prioritiseQuality(FleetLimits.standard());
    }

    /**
     * Returns the policy that finishes the queued jobs as they were requested before the money is gone: it provisions
     * instances ahead for them and sends a notice. It gives the instances back when the account has recovered.
     *
     * <p>How many: as many as the queue's work (90 % quantile) needs to be done by each job's deadline and by the
     * predicted exhaustion, if work could be split at will (a fluid bound in order of deadlines); at least one for a
     * queue that is not empty, at most one for each job, and never more than the limits allow.
     */
    static ScalingPolicy prioritiseQuality(FleetLimits limits) {
        return new ThresholdPolicy(new QualityFirst(limits));
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
}
