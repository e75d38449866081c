package io.reelbudget.bench.policy;

import io.reelbudget.job.Quantiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Predicts what a user's next job costs as a share of what was asked for, from the user's finished jobs alone: those of
 * the same request count most, and those that were handed in lately. What the host's other jobs took stands in as long
 * as the user has few.
 *
 * <p>This class is not thread-safe.
 */
final class RunShares {

    private static final int MEMORY = 300;
    private static final double LAG = 200;
    private static final double HALF_AGE_HOURS = 24;
    private static final double OTHER_REQUEST = 0.5;
    private static final double OTHER_SIZE = 0.03;
    private static final double OTHERS_WEIGHT = 0.7;
    private static final int OTHERS = 20;

    /** A prediction is never surer than this between its median and its outer quantiles. */
    private static final double LEAST_SPREAD = 1.05;

    /** A finished job: the log of its share, and what it was. */
    private record Past(double logShare, double requested, int processors, double submit) {}

    /** A share with how much it counts. */
    private record Weighted(double logShare, double weight) {}

    private final Deque<Past> own = new ArrayDeque<>(MEMORY);

    void finished(TraceJob job) {
        if (own.size() == MEMORY) {
            own.removeLast();
        }
        own.addFirst(new Past(Math.log(job.cost() / job.asked()), job.requested(), job.processors(), job.submit()));
    }

    /** Returns the quantiles of a job's cost in processor seconds, by what is known when it is handed in. */
    Quantiles predict(TraceJob job, OthersShares others) {
        List<Weighted> shares = new ArrayList<>(own.size() + OTHERS);
        int rank = 0;
        for (Past past : own) {
            shares.add(new Weighted(past.logShare(), weight(past, job, ++rank)));
        }
        for (int i = 0; i < OTHERS; i++) {
            shares.add(new Weighted(others.at((i + 0.5) / OTHERS), OTHERS_WEIGHT / OTHERS));
        }
        shares.sort(Comparator.comparingDouble(Weighted::logShare));
        double median = quantile(shares, 0.5) * job.asked();
        return new Quantiles(
                Math.min(quantile(shares, 0.1) * job.asked(), median / LEAST_SPREAD),
                median,
                Math.max(quantile(shares, 0.9) * job.asked(), median * LEAST_SPREAD));
    }

    private static double weight(Past past, TraceJob job, int rank) {
        double ratio = past.requested() / job.requested();
        double request = ratio == 1 ? 1 : OTHER_REQUEST * Math.min(ratio, 1 / ratio);
        double size = past.processors() == job.processors() ? 1 : OTHER_SIZE;
        double hours = (job.submit() - past.submit()) / 3_600;
        return request * size * Math.exp(-rank / LAG) / (1 + hours / HALF_AGE_HOURS);
    }

    private static double quantile(List<Weighted> sorted, double probability) {
        double total = sorted.stream().mapToDouble(Weighted::weight).sum();
        double sum = 0;
        for (Weighted each : sorted) {
            sum += each.weight();
            if (sum >= probability * total) {
                return Math.exp(each.logShare());
            }
        }
        return Math.exp(sorted.get(sorted.size() - 1).logShare());
    }
}
