package io.reelbudget.bench.policy;

import io.reelbudget.job.Quantiles;
import io.reelbudget.policy.ladder.LadderPlanner;
import io.reelbudget.policy.ladder.QualityPlan;
import io.reelbudget.policy.ladder.Rung;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Times the ladder planner on long queues, and compares it with all plans there are on short ones. */
final class PlannerTrial {

    private static final int JOBS = 10_000;
    private static final int RUNGS = 6;
    private static final int ROUNDS = 11;
    private static final int SHORT_QUEUES = 300;
    private static final double CORRELATION = 0.5;
    private static final LadderPlanner PLANNER = LadderPlanner.correlated(CORRELATION);

    private final Random random;

    PlannerTrial(long seed) {
        random = new Random(seed);
    }

    /**
     * What was found.
     *
     * @param millis the median processor time of a long queue's plan
     * @param boundGapPercent the worst loss of a long queue's plan beyond what no plan can be below, as a share of it
     * @param gapPercent the worst loss of a short queue's plan beyond the best one's, as a share of it
     */
    record Result(double millis, double boundGapPercent, double gapPercent) {}

    Result run() {
        double[] millis = new double[ROUNDS];
        double boundGap = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            List<List<Rung>> queue = queue(JOBS);
            double limit = between(queue, 0.1 + 0.8 * random.nextDouble());
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            QualityPlan plan = PLANNER.plan(queue, limit);
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            millis[round % ROUNDS] = spent / 1e6;
            boundGap = Math.max(boundGap, 100 * (plan.loss() / plan.leastLoss() - 1));
        }
        Arrays.sort(millis);
        return new Result(millis[ROUNDS / 2], boundGap, worstGapPercent());
    }

    private double worstGapPercent() {
        double worst = 0;
        for (int i = 0; i < SHORT_QUEUES; i++) {
            List<List<Rung>> queue = queue(3 + i % 5);
            double limit = between(queue, random.nextDouble());
            double best = leastLoss(queue, limit);
            double loss = PLANNER.plan(queue, limit).loss();
            worst = Math.max(worst, best > 0 ? 100 * (loss / best - 1) : loss > 0 ? 100 : 0);
        }
        return worst;
    }

    private List<List<Rung>> queue(int jobs) {
        List<List<Rung>> queue = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            double micros = Math.exp(13 + random.nextGaussian());
            double loss = 0;
            List<Rung> own = new ArrayList<>();
            for (int rung = 0; rung < RUNGS; rung++) {
                double p90 = micros * (1.1 + 0.5 * random.nextDouble());
                own.add(new Rung(loss, new Quantiles(0.8 * micros, micros, p90)));
                micros *= 0.4 + 0.55 * random.nextDouble();
                loss += random.nextDouble() * (rung + 1);
            }
            queue.add(own);
        }
        return queue;
    }

    private static double between(List<List<Rung>> queue, double share) {
        int[] low = new int[queue.size()];
        Arrays.fill(low, RUNGS - 1);
        double least = quantile(queue, low);
        return least + share * (quantile(queue, new int[queue.size()]) - least);
    }

    private static double quantile(List<List<Rung>> queue, int[] chosen) {
        double median = 0;
        double spreads = 0;
        double squares = 0;
        for (int job = 0; job < chosen.length; job++) {
            Quantiles micros = queue.get(job).get(chosen[job]).micros();
            double spread = micros.p90() - micros.p50();
            median += micros.p50();
            spreads += spread;
            squares += spread * spread;
        }
        return median + Math.sqrt((1 - CORRELATION) * squares + CORRELATION * spreads * spreads);
    }

    private static double leastLoss(List<List<Rung>> queue, double limit) {
        double least = Double.POSITIVE_INFINITY;
        int[] chosen = new int[queue.size()];
        for (boolean isLeft = true; isLeft; isLeft = next(chosen)) {
            double loss = 0;
            for (int job = 0; job < chosen.length; job++) {
                loss += queue.get(job).get(chosen[job]).loss();
            }
            if (loss < least && quantile(queue, chosen) <= limit) {
                least = loss;
            }
        }
        return least;
    }

    private static boolean next(int[] chosen) {
        for (int job = 0; job < chosen.length; job++) {
            if (++chosen[job] < RUNGS) {
                return true;
            }
            chosen[job] = 0;
        }
        return false;
    }
}
