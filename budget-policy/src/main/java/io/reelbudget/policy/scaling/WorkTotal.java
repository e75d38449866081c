package io.reelbudget.policy.scaling;

import io.reelbudget.job.Quantiles;
import org.jspecify.annotations.Nullable;

/**
 * The processor time of several jobs together, as a lognormal value of the same mean and variance (Fenton 1960; for
 * correlated terms Abu-Dayya and Beaulieu 1994): neither the sum of worst cases nor that of independent errors.
 *
 * <p>The logarithms of any two jobs' times correlate by {@value #CORRELATION}, as the ladder planner takes them to. The
 * covariance of two of means m and n, whose logarithms deviate by s and t, is m n (exp(r s t) − 1); as a power series,
 * the sum over all pairs is one over powers of Σ m s^k, so one more job takes as many steps as there are powers.
 *
 * <p>This class is not thread-safe.
 */
final class WorkTotal {

    static final double CORRELATION = 0.5;

    /**
     * A job whose estimate is wider counts as this wide around a higher median, with the 90 % quantile that it has: of
     * wider lognormal values a mean and a variance say little, and a sum's quantile would fall as they get wider.
     */
    private static final double WIDEST = 1;

    private static final double Z90 = 1.2815515655446004;
    private static final int POWERS = 10;

    private final double[] sums;
    private double own;

    WorkTotal() {
        this(new double[POWERS + 1], 0);
    }

    private WorkTotal(double[] sums, double own) {
        this.sums = sums;
        this.own = own;
    }

    /**
     * A job's time as a lognormal value.
     *
     * @param mean its mean
     * @param deviation of its logarithm
     */
    record Term(double mean, double deviation) {
        static Term of(Quantiles seconds) {
            double deviation = Math.min(WIDEST, Math.log(seconds.p90() / seconds.p50()) / Z90);
            double median = seconds.p90() / Math.exp(Z90 * deviation);
            return new Term(median * Math.exp(deviation * deviation / 2), deviation);
        }

        double quantile(double z) {
            return mean * Math.exp(z * deviation - deviation * deviation / 2);
        }

        Term times(double factor) {
            return new Term(mean * factor, deviation);
        }

        /** Returns a term that is at least as large as two, each for itself. */
        Term or(Term other) {
            return new Term(Math.max(mean, other.mean), Math.max(deviation, other.deviation));
        }
    }

    WorkTotal copy() {
        return new WorkTotal(sums.clone(), own);
    }

    void add(Term job) {
        double power = job.mean();
        for (int k = 0; k <= POWERS; k++) {
            sums[k] += power;
            power *= job.deviation();
        }
        own += ownVariance(job);
    }

    /** Returns a quantile, by its number of standard deviations from the median of the normal distribution. */
    double quantile(double z) {
        return quantile(sums[0], covariance(null), own, z);
    }

    /** Returns the quantile of this and one more job. */
    double quantileWith(Term job, double z) {
        return quantile(sums[0] + job.mean(), covariance(job), own + ownVariance(job), z);
    }

    private static double quantile(double mean, double covariance, double own, double z) {
        if (mean <= 0) {
            return 0;
        }
        double squared = Math.log1p(Math.max(0, covariance + own) / (mean * mean));
        return mean * Math.exp(z * Math.sqrt(squared) - squared / 2);
    }

    private double covariance(@Nullable Term job) {
        double factor = 1;
        double sum = 0;
        double power = job == null ? 0 : job.mean();
        for (int k = 1; k <= POWERS; k++) {
            power *= job == null ? 0 : job.deviation();
            factor *= CORRELATION / k;
            double total = sums[k] + power;
            sum += factor * total * total;
        }
        return sum;
    }

    /** What a job's variance has beyond what it shares with any other. */
    private static double ownVariance(Term job) {
        double squared = job.deviation() * job.deviation();
        return job.mean() * job.mean() * (Math.exp(squared) - Math.exp(CORRELATION * squared));
    }
}
