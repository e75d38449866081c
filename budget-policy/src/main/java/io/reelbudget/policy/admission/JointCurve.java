package io.reelbudget.policy.admission;

import java.util.Collection;

/**
 * What several jobs cost together: neither the sum of worst cases, as if all went wrong at once, nor that of
 * independent jobs, as if their errors cancelled out.
 *
 * <p>Each job deviates from its mean, at the level that is asked for, by what its own quantile lies above it. With a
 * correlation r between the deviations of any two jobs, the joint deviation squared is (1 − r) × the sum of squares + r
 * × the square of the sum. So one job alone has exactly its own quantile, and jobs that are added raise the joint
 * quantile by less than theirs. Jobs of one account come in batches of alike content and settings, whose errors are
 * much the same: r is {@value #CORRELATION}, measured on job logs (see {@code docs/admission.md}).
 */
final class JointCurve {

    static final double CORRELATION = 0.7;

    private JointCurve() {}

    /**
     * Returns what all jobs together cost at most with the probability of some log-odds; what they have spent so far at
     * the least; zero for none.
     */
    static double quantile(Collection<CostCurve> jobs, double logOdds) {
        double means = 0;
        double deviations = 0;
        double squares = 0;
        double spent = 0;
        for (CostCurve job : jobs) {
            double mean = job.mean();
            double deviation = job.quantile(logOdds) - mean;
            means += mean;
            deviations += deviation;
            squares += deviation * deviation;
            spent += job.spent();
        }
        double spread = Math.sqrt((1 - CORRELATION) * squares + CORRELATION * deviations * deviations);
        return Math.max(spent, means + Math.copySign(spread, deviations));
    }
}
