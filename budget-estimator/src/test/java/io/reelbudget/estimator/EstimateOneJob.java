package io.reelbudget.estimator;

import io.reelbudget.job.CostEstimate;

/** A program of its own that estimates one job, for tests of what a JVM is started with. */
final class EstimateOneJob {

    private EstimateOneJob() {}

    public static void main(String[] args) {
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            CostEstimate estimate = estimator.estimate(Jobs.of(Jobs.VP9));
            System.out.println(estimate.origin() + " " + estimate.reason());
        }
    }
}
