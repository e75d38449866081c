package io.reelbudget.bench.learning;

import io.reelbudget.job.CostEstimate;

/** What estimates were worth over some jobs. Not thread-safe. */
final class Phase {

    private int jobs;
    private int underP90;
    private double error;
    private double expected;
    private double took;

    void add(CostEstimate estimate, double cpuSeconds) {
        jobs++;
        underP90 += cpuSeconds <= estimate.cpuSeconds().p90() ? 1 : 0;
        error += Math.abs(Math.log(cpuSeconds / estimate.cpuSeconds().p50()));
        expected += estimate.meanCpuSeconds();
        took += cpuSeconds;
    }

    double underP90() {
        return underP90 / (double) jobs;
    }

    /** Returns the mean distance of log P50. */
    double error() {
        return error / jobs;
    }

    /** Returns how far the sum of the means lies from what was taken. */
    double totalError() {
        return expected / took - 1;
    }
}
