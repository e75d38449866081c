package io.reelbudget.trainer;

/**
 * A job and what a model that had never seen its video said of it, in natural logarithms of CPU seconds.
 *
 * @param job the job
 * @param fold the fold that it was held out with
 * @param p50 the median that was predicted
 * @param p90 the trees' own P90, at least {@code p50}
 */
record HeldOut(PastJob job, int fold, double p50, double p90) {

    /** Returns how far the job came in above the trees' own P90. */
    double excess() {
        return Math.log(job.cpuSeconds()) - p90;
    }

    double relativeError() {
        return Math.exp(p50) / job.cpuSeconds() - 1;
    }
}
