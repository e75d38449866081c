package io.reelbudget.estimator;

/**
 * What finished jobs of one group have taught: three running figures in natural logarithms of cost, each bounded so
 * that no single job, however odd, can spoil them.
 *
 * <ul>
 *   <li>The bias is the running mean of log(actual / P50), and from the 20th job on its exponentially weighted mean, so
 *       that a step in cost is followed: after 100 jobs less than 1 % of it is left.
 *   <li>The offset tracks the P90 that jobs really stay under: it rises by {@code GAIN · 0.9} when a job came in above
 *       the P90 it was given and falls by {@code GAIN · 0.1} when not, so the long-run share above tends to 10 %
 *       whatever the distribution (quantile tracking: Gibbs and Candès 2021, arXiv:2106.00170; Angelopoulos, Candès and
 *       Tibshirani 2023, arXiv:2307.16895).
 *   <li>The deviation is the running mean distance from the bias; it replaces the assumed spread of a documented rate.
 * </ul>
 *
 * @param jobs how many jobs
 * @param bias logarithm of actual over estimated P50
 * @param p90Offset what is added to the logarithm of P90
 * @param deviation mean absolute distance from the bias
 */
record Learned(long jobs, double bias, double p90Offset, double deviation) {

    static final Learned NOTHING = new Learned(0, 0, 0, 0);

    /** Whether a job stayed at or under the P90 that it was given. */
    enum Outcome {
        WITHIN_P90,
        ABOVE_P90
    }

    static final double MAX_BIAS = 5;
    static final double MAX_OFFSET = 2;

    private static final double MIN_WEIGHT = 0.05;
    private static final double MAX_SURPRISE = Math.log(10);
    private static final double GAIN = 0.03;
    private static final double SHARE_ABOVE = 0.1;

    /**
     * Returns this with one job more.
     *
     * @param residual logarithm of actual cost over the uncorrected P50
     * @param outcome against the corrected P90 that the job was given
     */
    Learned with(double residual, Outcome outcome) {
        double surprise = within(MAX_SURPRISE, residual - bias);
        double step = GAIN * (outcome == Outcome.ABOVE_P90 ? 1 - SHARE_ABOVE : -SHARE_ABOVE);
        return new Learned(
                jobs + 1,
                within(MAX_BIAS, bias + surprise * weightAfter(jobs + 1)),
                within(MAX_OFFSET, p90Offset + step),
                // The first job only says where the middle is.
                jobs == 0 ? 0 : deviation + (Math.abs(surprise) - deviation) * weightAfter(jobs));
    }

    private static double weightAfter(long count) {
        return Math.max(1.0 / count, MIN_WEIGHT);
    }

    private static double within(double bound, double value) {
        return Math.max(-bound, Math.min(bound, value));
    }
}
