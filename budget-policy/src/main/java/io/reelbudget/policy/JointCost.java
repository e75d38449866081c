package io.reelbudget.policy;

import io.reelbudget.job.Quantiles;

/**
 * What several jobs cost together: neither the sum of worst cases, as if all went wrong at once, nor that of
 * independent jobs, as if their errors cancelled out.
 *
 * <p>Each job's spread is what its 90 % quantile lies above its median. With a correlation r between any two jobs, the
 * squared joint spread is (1 − r) × the sum of squares + r × the square of the sum: a normal approximation, in which
 * the median of the sum is the sum of medians. Jobs of one account share their content, settings and the model's
 * mistakes, so r is set to one half. Sums are kept, so that exchanging a job costs the same for any queue.
 *
 * @param p50 the median
 * @param spreads the sum of the jobs' spreads
 * @param squares the sum of the squares of the jobs' spreads
 */
record JointCost(double p50, double spreads, double squares) {

    static final double CORRELATION = 0.5;

    static final JointCost NONE = new JointCost(0, 0, 0);

    JointCost plus(Quantiles job) {
        double spread = job.p90() - job.p50();
        return new JointCost(p50 + job.p50(), spreads + spread, squares + spread * spread);
    }

    JointCost minus(Quantiles job) {
        double spread = job.p90() - job.p50();
        // Sums of differences of doubles may end a hair below zero.
        return new JointCost(p50 - job.p50(), Math.max(0, spreads - spread), Math.max(0, squares - spread * spread));
    }

    double p90() {
        return p50 + Math.sqrt((1 - CORRELATION) * squares + CORRELATION * spreads * spreads);
    }
}
