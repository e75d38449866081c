package io.reelbudget.trainer;

/**
 * A job and what a model that had never seen its video said of it.
 *
 * @param row the job, as so much is known of its content
 * @param fold the fold that it was held out with
 * @param fixedSeconds what decoding and filters were said to take
 * @param logActual the logarithm of what encoding took, beside those
 * @param p50 the median of that logarithm that was predicted
 * @param p90 the trees' own P90 of it, at least {@code p50}
 */
record HeldOut(ViewedJob row, int fold, double fixedSeconds, double logActual, double p50, double p90) {

    /** Returns how far the job came in above the trees' own P90. */
    double excess() {
        return logActual - p90;
    }

    double predictedSeconds() {
        return fixedSeconds + Math.exp(p50);
    }

    double actualSeconds() {
        return row.job().cpuSeconds();
    }

    double relativeError() {
        return predictedSeconds() / actualSeconds() - 1;
    }
}
