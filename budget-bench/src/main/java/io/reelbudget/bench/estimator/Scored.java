package io.reelbudget.bench.estimator;

import io.reelbudget.estimator.HistoryEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Jobs with what was estimated and what they cost, and the errors of all of them. */
final class Scored {

    /** Smaller groups say little of coverage. */
    private static final int LEAST_GROUP = 500;

    private static final int DECILES = 10;

    private record Job(double actual, HistoryEstimate estimate, String label, String category) {}

    private final List<Job> jobs = new ArrayList<>();

    /**
     * The errors, in per cent; coverage as shares.
     *
     * @param totalError of the sum of expected costs
     * @param medianTotalError of the sum of all P50, which is no estimate of a sum
     */
    record Errors(
            int jobs,
            double mdape,
            double mape,
            double totalError,
            double medianTotalError,
            double p90Coverage,
            double worstGroupCoverage,
            String worstGroup) {

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"mdape\":%.3f,\"mape\":%.3f,\"totalError\":%.3f,\"p90Coverage\":%.4f,\"worstGroupCoverage\":%s}",
                    mdape,
                    mape,
                    totalError,
                    p90Coverage,
                    Double.isNaN(worstGroupCoverage) ? "null" : String.format(Locale.ROOT, "%.4f", worstGroupCoverage));
        }
    }

    void add(double actual, HistoryEstimate estimate, String label, String category) {
        jobs.add(new Job(actual, estimate, label, category));
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    Errors errors() {
        double[] errors = jobs.stream()
                .mapToDouble(job -> Math.abs(job.estimate().cost().p50() / job.actual() - 1))
                .sorted()
                .toArray();
        double actual = jobs.stream().mapToDouble(Job::actual).sum();
        double expected =
                jobs.stream().mapToDouble(job -> job.estimate().mean()).sum();
        double medians =
                jobs.stream().mapToDouble(job -> job.estimate().cost().p50()).sum();
        Map.Entry<String, Double> worst = worstGroup();
        return new Errors(
                errors.length,
                100 * median(errors),
                100 * Arrays.stream(errors).average().orElse(Double.NaN),
                100 * (expected / actual - 1),
                100 * (medians / actual - 1),
                coverage(jobs),
                worst.getValue(),
                worst.getKey());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double coverage(List<Job> jobs) {
        return jobs.stream()
                        .filter(job -> job.actual() <= job.estimate().cost().p90())
                        .count()
                / (double) jobs.size();
    }

    /** Three separate cuts: by label, by category, by decile of P50. */
    private Map.Entry<String, Double> worstGroup() {
        Map<String, List<Job>> groups = new TreeMap<>();
        List<Job> byCost = new ArrayList<>(jobs);
        byCost.sort(Comparator.comparingDouble(job -> job.estimate().cost().p50()));
        for (int i = 0; i < byCost.size(); i++) {
            Job job = byCost.get(i);
            put(groups, "label " + job.label(), job);
            put(groups, "category " + job.category(), job);
            put(groups, "decile " + (i * DECILES / byCost.size() + 1), job);
        }
        String worst = "none";
        double least = Double.NaN;
        for (Map.Entry<String, List<Job>> group : groups.entrySet()) {
            if (group.getValue().size() >= LEAST_GROUP && !(coverage(group.getValue()) >= least)) {
                worst = group.getKey();
                least = coverage(group.getValue());
            }
        }
        return Map.entry(worst, least);
    }

    private static void put(Map<String, List<Job>> groups, String name, Job job) {
        groups.computeIfAbsent(name, n -> new ArrayList<>()).add(job);
    }
}
