package io.reelbudget.bench.policy;

import io.reelbudget.job.Quantiles;

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

    private final TraceJob[] past = new TraceJob[MEMORY];
    private int finished;

    void finished(TraceJob job) {
        past[finished % MEMORY] = job;
        finished++;
    }

    /** Returns the quantiles of a job's cost in processor seconds, by what is known when it is handed in. */
    Quantiles predict(TraceJob job, OthersShares others) {
        ShareBins bins = new ShareBins();
        for (int rank = 1; rank <= Math.min(finished, MEMORY); rank++) {
            TraceJob each = past[(finished - rank) % MEMORY];
            bins.add(Math.log(each.cost() / each.asked()), weight(each, job, rank));
        }
        for (int i = 0; i < OTHERS; i++) {
            bins.add(others.at((i + 0.5) / OTHERS), OTHERS_WEIGHT / OTHERS);
        }
        double median = bins.quantile(0.5) * job.asked();
        return new Quantiles(
                Math.min(bins.quantile(0.1) * job.asked(), median / LEAST_SPREAD),
                median,
                Math.max(bins.quantile(0.9) * job.asked(), median * LEAST_SPREAD));
    }

    private static double weight(TraceJob past, TraceJob job, int rank) {
        double ratio = past.requested() / job.requested();
        double request = ratio == 1 ? 1 : OTHER_REQUEST * Math.min(ratio, 1 / ratio);
        double size = past.processors() == job.processors() ? 1 : OTHER_SIZE;
        double hours = (job.submit() - past.submit()) / 3_600;
        return request * size * Math.exp(-rank / LAG) / (1 + hours / HALF_AGE_HOURS);
    }
}
