package io.reelbudget.policy.ladder;

import java.util.Arrays;

/**
 * The steps down that lose least quality for what they save, over all jobs: the edges of each job's convex hull of cost
 * and loss, cheapest loss first. For one thread.
 *
 * <p>Taking them in this order solves the linear relaxation of the multiple-choice knapsack problem: Zemel, <i>The
 * linear multiple choice knapsack problem</i>, Operations Research 28 (1980).
 */
final class Descents {

    private final int[] job;
    private final int[] to;
    private final double[] price;
    private final int[] first;

    private Descents(int[] job, int[] to, double[] price, int[] first) {
        this.job = job;
        this.to = to;
        this.price = price;
        this.first = first;
    }

    /**
     * Finds the steps.
     *
     * @param costs what each rung of each job costs, to be added up
     */
    static Descents of(Choices choices, double[][] costs) {
        int most = 0;
        for (double[] own : costs) {
            most += own.length;
        }
        int[] job = new int[most];
        int[] to = new int[most];
        double[] price = new double[most];
        int[] first = choices.unreduced();
        int count = 0;
        for (int j = 0; j < costs.length; j++) {
            int at = first[j];
            for (int next = steepest(choices, j, costs[j], at); next >= 0; next = steepest(choices, j, costs[j], at)) {
                job[count] = j;
                to[count] = next;
                price[count] = (choices.loss(j, next) - choices.loss(j, at)) / (costs[j][at] - costs[j][next]);
                at = next;
                count++;
            }
        }
        return sorted(Arrays.copyOf(job, count), to, price, first);
    }

    /** The cheaper rung that loses least for each saved unit; of several the cheapest; -1 where none is cheaper. */
    private static int steepest(Choices choices, int job, double[] costs, int at) {
        int steepest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int rung = 0; rung < costs.length; rung++) {
            double saved = costs[at] - costs[rung];
            if (saved <= 0) {
                continue;
            }
            double each = Math.max(0, choices.loss(job, rung) - choices.loss(job, at)) / saved;
            if (each < least || (each == least && costs[rung] < costs[steepest])) {
                least = each;
                steepest = rung;
            }
        }
        return steepest;
    }

    /** Steps of one job have rising prices, so sorting keeps their order; equal prices keep the jobs' order. */
    private static Descents sorted(int[] job, int[] to, double[] price, int[] first) {
        long[] keys = new long[job.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) Float.floatToIntBits((float) price[i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] sortedJob = new int[job.length];
        int[] sortedTo = new int[job.length];
        double[] sortedPrice = new double[job.length];
        for (int i = 0; i < keys.length; i++) {
            int from = (int) keys[i];
            sortedJob[i] = job[from];
            sortedTo[i] = to[from];
            sortedPrice[i] = price[from];
        }
        return new Descents(sortedJob, sortedTo, sortedPrice, first);
    }

    int count() {
        return job.length;
    }

    int job(int step) {
        return job[step];
    }

    int to(int step) {
        return to[step];
    }

    /** Returns what a step loses for each unit that it saves. */
    double price(int step) {
        return price[step];
    }

    /** Returns the rung of each job before any step. */
    int[] first() {
        return first.clone();
    }
}
