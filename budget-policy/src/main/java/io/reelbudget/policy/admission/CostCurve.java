package io.reelbudget.policy.admission;

import io.reelbudget.job.Quantiles;

/**
 * What one job is going to cost, as a distribution: log-logistic on either side of the median, through the three
 * quantiles of a prediction, cut off at the most that the job can cost.
 *
 * <p>Places in the distribution are said as <em>log-odds</em>: {@code log(p / (1 - p))} of the probability {@code p} to
 * cost at most so much; 0 is the median, {@value #NINE_TENTHS} the 90 % quantile. They have no end to run into when a
 * level is steered.
 *
 * <p>A job that has already cost something costs at least that: its curve is what the prediction leaves above it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param micros the prediction, in millionths of the account's unit; zero or more
 * @param most what the job can cost at the very most, in millionths; infinite where nothing stops it; never below the
 *     90 % quantile
 * @param spent what it has cost so far, in millionths, zero or more
 */
public record CostCurve(Quantiles micros, double most, double spent) {

    /** The log-odds of 0.9. */
    static final double NINE_TENTHS = 2.1972245773362196;

    /** Beyond these log-odds nothing is told apart: one in a thousand million. */
    private static final double FARTHEST = 20;

    /** What a job that has outlived its prediction is still expected to add, as a share of what it has cost. */
    private static final double OUTLIVED = 0.02;

    public CostCurve {
        if (!(micros.p10() >= 0)) {
            throw new IllegalArgumentException(
                    "Job's predicted cost was " + micros + " millionths but must be zero or more; check the prices.");
        }
        if (!(most >= micros.p90())) {
            throw new IllegalArgumentException("Job's most was " + most + " millionths but must be at least its 90 %"
                    + " quantile, " + micros.p90() + "; raise the cap or lower the prediction.");
        }
        if (!(spent >= 0 && spent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Job's cost so far was " + spent + " millionths but must be zero or more and finite.");
        }
    }

    /** Returns the curve of a job that has not begun and that nothing stops. */
    public static CostCurve of(Quantiles micros) {
        return new CostCurve(micros, Double.POSITIVE_INFINITY, 0);
    }

    /** Returns this curve of a job that is stopped once it has cost so much; at least its 90 % quantile counts. */
    public CostCurve stoppedAt(double newMost) {
        return new CostCurve(micros, Math.max(newMost, micros.p90()), spent);
    }

    /** Returns this curve of a job that has cost so much and goes on. */
    public CostCurve after(double newSpent) {
        return new CostCurve(micros, most, newSpent);
    }

    /** Returns what the job costs at most with the probability of some log-odds. */
    public double quantile(double logOdds) {
        if (spent == 0) {
            return predicted(logOdds);
        }
        if (spent >= most) {
            return spent * (1 + OUTLIVED);
        }
        double passed = probability(logOddsOf(spent));
        double left = passed + (1 - passed) * probability(logOdds);
        double conditional = left >= 1 ? FARTHEST : Math.min(FARTHEST, Math.log(left / (1 - left)));
        return Math.max(spent, predicted(conditional));
    }

    /**
     * Returns what the job costs on average, by Swanson's rule: 0.3, 0.4 and 0.3 of the three quantiles (Hurst, Brown
     * and Swanson, Swanson's 30-40-30 rule, AAPG Bulletin 84(12), 2000).
     */
    public double mean() {
        if (spent == 0) {
            return 0.3 * micros.p10() + 0.4 * micros.p50() + 0.3 * micros.p90();
        }
        return 0.3 * quantile(-NINE_TENTHS) + 0.4 * quantile(0) + 0.3 * quantile(NINE_TENTHS);
    }

    private double predicted(double logOdds) {
        double share = logOdds / NINE_TENTHS;
        double value = share >= 0
                ? between(micros.p50(), micros.p90(), share)
                : micros.p10() > 0
                        ? between(micros.p50(), micros.p10(), -share)
                        : micros.p50() * Math.max(0, 1 + share);
        return Math.min(value, most);
    }

    /** A median of zero has no logarithm: from there it goes up in a straight line. */
    private static double between(double median, double other, double share) {
        return median > 0 ? median * Math.pow(other / median, share) : other * share;
    }

    private double logOddsOf(double value) {
        double median = micros.p50();
        double other = value >= median ? micros.p90() : micros.p10();
        if (other == median) {
            return value >= median ? FARTHEST : -FARTHEST;
        }
        double share;
        if (value >= median) {
            share = median > 0 ? Math.log(value / median) / Math.log(other / median) : value / other;
        } else {
            share = other > 0 ? -Math.log(value / median) / Math.log(other / median) : value / median - 1;
        }
        return Math.max(-FARTHEST, Math.min(FARTHEST, share * NINE_TENTHS));
    }

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
