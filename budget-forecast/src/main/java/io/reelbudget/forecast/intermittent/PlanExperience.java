package io.reelbudget.forecast.intermittent;

import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.List;

/** What accounts of one plan used, as factors of their common season. */
final class PlanExperience {

    private final double[] shape;
    private final List<double[]> factors;
    private final double lumpiness;

    PlanExperience(double[] shape, List<double[]> factors, double lumpiness) {
        this.shape = shape;
        this.factors = factors;
        this.lumpiness = lumpiness;
    }

    double[] shape() {
        return shape;
    }

    List<double[]> factors() {
        return factors;
    }

    double lumpiness() {
        return lumpiness;
    }

    static PlanExperience of(List<TimeSeries> accounts, int season) {
        if (accounts.size() < 2 || accounts.stream().anyMatch(account -> account.length() < 2L * season)) {
            int shortest = accounts.stream().mapToInt(TimeSeries::length).min().orElse(0);
            throw new IllegalArgumentException(accounts.size() + " accounts were given, the youngest of " + shortest
                    + " steps, but two or more must be, each of two seasons of " + season
                    + " steps or more; leave younger ones out.");
        }
        double[] shape = new double[season];
        for (TimeSeries account : accounts) {
            int seasons = account.length() / season;
            for (int t = 0; t < seasons * season; t++) {
                shape[t % season] += account.value(t) / seasons / accounts.size();
            }
        }
        double whole = Arrays.stream(shape).sum();
        List<double[]> factors = accounts.stream()
                .map(account -> factors(account, season, whole))
                .toList();
        return new PlanExperience(shape, factors, lumpiness(accounts, shape, factors));
    }

    private static double[] factors(TimeSeries account, int season, double whole) {
        double[] factors = new double[account.length() / season];
        for (int t = 0; t < factors.length * season; t++) {
            factors[t / season] += account.value(t) / whole;
        }
        return factors;
    }

    private static double lumpiness(List<TimeSeries> accounts, double[] shape, List<double[]> factors) {
        double squares = 0;
        double means = 0;
        for (int k = 0; k < accounts.size(); k++) {
            double factor = mean(factors.get(k));
            for (int t = 0; t < factors.get(k).length * shape.length; t++) {
                double expected = factor * shape[t % shape.length];
                double miss = accounts.get(k).value(t) - expected;
                squares += miss * miss;
                means += expected * expected;
            }
        }
        return means > 0 ? squares / means : 0;
    }

    /** Estimates both variances without bias from how seasons differ within accounts and between them. */
    PlanPrior prior(double leastBetween) {
        double all = factors.stream().mapToInt(own -> own.length).sum();
        double grand =
                factors.stream().mapToDouble(own -> mean(own) * own.length).sum() / all;
        double within = 0;
        double between = 0;
        double sizes = 0;
        for (double[] own : factors) {
            double mean = mean(own);
            within += Arrays.stream(own)
                    .map(factor -> (factor - mean) * (factor - mean))
                    .sum();
            between += own.length * (mean - grand) * (mean - grand);
            sizes += (double) own.length * own.length;
        }
        within /= all - factors.size();
        between = (between - (factors.size() - 1) * within) / (all - sizes / all);
        return PlanPrior.of(shape, within, Math.max(leastBetween, between), lumpiness);
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }
}
