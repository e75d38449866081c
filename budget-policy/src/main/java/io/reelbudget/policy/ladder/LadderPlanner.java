package io.reelbudget.policy.ladder;

import java.util.List;

/**
 * Finds the rungs with which a queue fits in a sum of money at a probability, with the least loss of quality.
 *
 * <p>A multiple-choice knapsack problem whose weight is a quantile of the jobs' joint cost, not a sum of worst cases.
 * The quantile's tangent at a plan is a cost that adds up; with it the linear relaxation is solved by taking the steps
 * down that lose least for what they save, until the true quantile fits. The plan found gives the next tangent, a few
 * times; then money that is left over takes jobs up again, and the jobs near the relaxation's edge are searched
 * exactly. The relaxation's last price also bounds from below what any plan loses ({@link QualityPlan#leastLoss}).
 *
 * <p>This class is immutable and thread-safe. Planning takes n log n in the number of all rungs.
 */
public final class LadderPlanner {

    private static final double Z90 = 1.2815515655446004;

    private final double correlation;
    private final double z;

    private LadderPlanner(double correlation, double z) {
        this.correlation = correlation;
        this.z = z;
    }

    /**
     * Returns a planner for queues that must fit with a probability of 90 %.
     *
     * @param correlation between what any two jobs cost beyond their medians, 0 to 1
     */
    public static LadderPlanner correlated(double correlation) {
        if (!(correlation >= 0 && correlation <= 1)) {
            throw new IllegalArgumentException("Correlation was " + correlation
                    + " but must be 0 to 1; jobs of one account that err alike have about one half.");
        }
        return new LadderPlanner(correlation, 1);
    }

    /**
     * Returns a planner that wants queues to fit with another probability.
     *
     * @param normalQuantile the quantile of the standard normal distribution to that probability, such as 1.645 for 95
     *     %; zero or more
     */
    public LadderPlanner fittingWith(double normalQuantile) {
        if (!(normalQuantile >= 0 && normalQuantile < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Normal quantile was " + normalQuantile
                    + " but must be zero or more and finite; 0 is even odds, 1.645 is 95 %.");
        }
        return new LadderPlanner(correlation, normalQuantile / Z90);
    }

    /**
     * Returns the plan for a queue.
     *
     * @param jobs the rungs of each job in any order, one at least; those that its floor or deadline forbids left out
     * @param limitMicros what all may cost together at the wanted probability, in millionths of the unit
     * @return the best plan found; where not even the cheapest rungs fit, these
     * @throws IllegalArgumentException if a job has no rung
     */
    public QualityPlan plan(List<List<Rung>> jobs, double limitMicros) {
        for (int job = 0; job < jobs.size(); job++) {
            if (jobs.get(job).isEmpty()) {
                throw new IllegalArgumentException(
                        "Job number " + job + " had no rung but must have one at least; leave it out of the queue.");
            }
        }
        return new PlanSearch(new Choices(jobs, correlation, z), limitMicros).plan();
    }
}
