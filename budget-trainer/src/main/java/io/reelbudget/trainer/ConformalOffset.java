package io.reelbudget.trainer;

import java.util.List;

/**
 * How far P90 must be moved so that nine of ten jobs of videos not trained on come in at or under it: one-sided split
 * conformal calibration (Romano, Patterson and Candès 2019, arXiv:1905.03222) on held-out predictions.
 */
final class ConformalOffset {

    private static final double COVERAGE = 0.9;

    /** With fewer jobs the offset of the group would be more noise than knowledge. */
    private static final int MIN_JOBS = 50;

    private ConformalOffset() {}

    /** Returns the ceil((n+1)·0.9)-th smallest excess; zero for fewer than 50 jobs. */
    static double of(List<HeldOut> jobs) {
        if (jobs.size() < MIN_JOBS) {
            return 0;
        }
        double[] excesses = jobs.stream().mapToDouble(HeldOut::excess).sorted().toArray();
        int rank = (int) Math.ceil((excesses.length + 1) * COVERAGE);
        return excesses[Math.min(rank, excesses.length) - 1];
    }

    /** Returns the share of jobs at or under P90, each moved by the offset of the jobs of all other folds. */
    static double crossFittedCoverage(List<HeldOut> jobs) {
        int covered = 0;
        for (int fold = 0; fold < CrossValidation.FOLDS; fold++) {
            int thisFold = fold;
            double offset =
                    of(jobs.stream().filter(job -> job.fold() != thisFold).toList());
            covered += (int) jobs.stream()
                    .filter(job -> job.fold() == thisFold && isCovered(job, offset))
                    .count();
        }
        return (double) covered / jobs.size();
    }

    /** P90 is never moved below P50. */
    private static boolean isCovered(HeldOut job, double offset) {
        return job.logActual() <= Math.max(job.p50(), job.p90() + offset);
    }
}
