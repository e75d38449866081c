package io.reelbudget.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The sum of correlated lognormal costs, matched by a lognormal one of the same mean and variance.
 *
 * <p>The covariance of two costs of means m and n, whose logarithms deviate by s and t and correlate by r, is {@code m
 * n (exp(r s t) − 1)}. With the exponential as a power series, the sum over all pairs becomes one over powers of
 * {@code Σ m s^k}: n jobs take n steps, not n².
 *
 * <p>This class is not thread-safe.
 */
final class LognormalSum {

    private static final double Z90 = 1.2815515655446004;

    /** Wider estimates count as this wide: beyond it a lognormal's mean is all tail, and the match fails. */
    private static final double WIDEST = 1.2;

    /** With deviations within {@link #WIDEST} what is left out is below 10⁻⁷ of the variance. */
    private static final int POWERS = 12;

    private final ErrorCorrelation correlation;
    private final Powers all = new Powers();
    private final Map<JobKind, Powers> byKind = new HashMap<>();
    private final Map<Source, Powers> bySource = new HashMap<>();
    private final Map<Member, Powers> byBoth = new HashMap<>();
    private final List<Cost> costs = new ArrayList<>();
    private double ownVariance;

    private record Member(JobKind kind, Source source) {}

    /** One job: its quantiles, its mean and the deviation of its logarithm. */
    private record Cost(Quantiles quantiles, double mean, double deviation) {
        static Cost of(CostEstimate estimate) {
            Quantiles q = estimate.cpuSeconds();
            double deviation = Math.log(q.p90() / q.p10()) / (2 * Z90);
            return new Cost(q, estimate.meanCpuSeconds(), Math.min(WIDEST, deviation));
        }
    }

    /** Sums of mean × deviation^k. */
    private static final class Powers {
        private final double[] sums = new double[POWERS + 1];

        void add(Cost cost) {
            double term = cost.mean();
            for (int k = 0; k <= POWERS; k++) {
                sums[k] += term;
                term *= cost.deviation();
            }
        }

        /** Returns the covariances of all pairs, each cost with itself too, if all correlate so much. */
        double covariance(double share) {
            double factor = 1;
            double sum = 0;
            for (int k = 1; k <= POWERS; k++) {
                factor *= share / k;
                sum += factor * sums[k] * sums[k];
            }
            return sum;
        }
    }

    LognormalSum(ErrorCorrelation correlation) {
        this.correlation = correlation;
    }

    void add(CostEstimate estimate, JobKind kind, Source source) {
        Cost cost = Cost.of(estimate);
        costs.add(cost);
        all.add(cost);
        byKind.computeIfAbsent(kind, any -> new Powers()).add(cost);
        bySource.computeIfAbsent(source, any -> new Powers()).add(cost);
        byBoth.computeIfAbsent(new Member(kind, source), any -> new Powers()).add(cost);
        Powers alone = new Powers();
        alone.add(cost);
        ownVariance += alone.covariance(1) - alone.covariance(inCommon());
    }

    double mean() {
        return all.sums[0];
    }

    Quantiles quantiles() {
        if (costs.size() == 1) {
            return costs.get(0).quantiles();
        }
        double mean = mean();
        double squared = Math.log1p(variance() / (mean * mean));
        double deviation = Math.sqrt(squared);
        double alike = all.sums[1] == 0 ? 0 : Math.min(1, squared / square(all.sums[1] / mean));
        double median = Math.log(mean) - squared / 2;
        double p10 = Math.exp(median - Z90 * deviation + alike * departure(Quantiles::p10, -Z90));
        double p50 = Math.exp(median + alike * departure(Quantiles::p50, 0));
        double p90 = Math.exp(median + Z90 * deviation + alike * departure(Quantiles::p90, Z90));
        // Jobs that err alike are the worst case, on either side.
        double low = Math.max(p10, sum(Quantiles::p10));
        double high = Math.min(p90, sum(Quantiles::p90));
        double middle = Math.max(low, Math.min(p50, high));
        return new Quantiles(Math.min(low, middle), middle, Math.max(high, middle));
    }

    private double variance() {
        double any = correlation.anyJobs();
        double kind = any + correlation.sameKind();
        double source = any + correlation.sameSource();
        double variance = ownVariance + all.covariance(any);
        for (Powers group : byKind.values()) {
            variance += group.covariance(kind) - group.covariance(any);
        }
        for (Powers group : bySource.values()) {
            variance += group.covariance(source) - group.covariance(any);
        }
        for (Powers group : byBoth.values()) {
            variance += group.covariance(inCommon()) - group.covariance(kind);
            variance += group.covariance(any) - group.covariance(source);
        }
        return Math.max(0, variance);
    }

    private double inCommon() {
        return Math.min(1, correlation.anyJobs() + correlation.sameKind() + correlation.sameSource());
    }

    /**
     * Returns how far the jobs' quantiles lie from those of a lognormal cost, in logarithms, weighted by their means.
     */
    private double departure(ToDoubleFunction<Quantiles> quantile, double z) {
        double sum = 0;
        for (Cost cost : costs) {
            double lognormal = Math.log(cost.mean()) - square(cost.deviation()) / 2 + z * cost.deviation();
            sum += cost.mean() * (Math.log(quantile.applyAsDouble(cost.quantiles())) - lognormal);
        }
        return sum / mean();
    }

    private double sum(ToDoubleFunction<Quantiles> quantile) {
        return costs.stream()
                .mapToDouble(cost -> quantile.applyAsDouble(cost.quantiles()))
                .sum();
    }

    private static double square(double value) {
        return value * value;
    }
}
