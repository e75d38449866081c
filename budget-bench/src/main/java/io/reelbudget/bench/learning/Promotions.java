package io.reelbudget.bench.learning;

import io.reelbudget.estimator.PairedTest;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How often, and after how many jobs, a new model is taken into use.
 *
 * @param better by how much the new model's loss is less, as a share of the old one's
 * @param share of the trials in which it was
 * @param medianJobs after how many jobs, of those; zero where there were none
 */
record Promotions(double better, double share, double medianJobs) {

    private static final int JOBS = 2_000;

    /** Returns what came of trials of models whose losses differ by so much on average. */
    static Promotions of(int trials, double better) {
        double usual = usualLoss();
        double[] jobs = new double[trials];
        int promoted = 0;
        for (int trial = 0; trial < trials; trial++) {
            RandomGenerator random = new SplittableRandom(trial);
            PairedTest test = PairedTest.nothing();
            for (int i = 0; i < JOBS && !test.favoursNew(); i++) {
                double truth = 0.3 * random.nextGaussian();
                test = test.after(loss(truth, random) - loss(truth, random) + better * usual);
            }
            if (test.favoursNew()) {
                jobs[promoted++] = test.pairs();
            }
        }
        double[] sorted = Arrays.copyOf(jobs, promoted);
        Arrays.sort(sorted);
        return new Promotions(better, promoted / (double) trials, promoted == 0 ? 0 : sorted[promoted / 2]);
    }

    /** What both models miss together is the job's, the rest each model's own. */
    private static double loss(double truth, RandomGenerator random) {
        return Math.abs(truth + 0.1 * random.nextGaussian());
    }

    private static double usualLoss() {
        RandomGenerator random = new SplittableRandom(0);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += loss(0.3 * random.nextGaussian(), random);
        }
        return sum / 100_000;
    }
}
