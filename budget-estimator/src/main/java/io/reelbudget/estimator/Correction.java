package io.reelbudget.estimator;

/**
 * How an estimate is moved by what was learned, shrunk towards wider groups where a group has few jobs.
 *
 * @param bias added to all three quantiles
 * @param p90Offset added to P90 besides
 * @param deviation the part of the spread that was learned
 * @param assumedShare the share of the assumed spread that is still believed, 1 before the first jobs
 */
record Correction(double bias, double p90Offset, double deviation, double assumedShare) {

    static final Correction NONE = new Correction(0, 0, 0, 1);

    /** With this many jobs a group counts as much as the wider one. */
    private static final double EQUAL_WEIGHT_JOBS = 3;

    /** From mean absolute deviation to the distance between P50 and P90, of a normal distribution. */
    private static final double P90_PER_DEVIATION = 1.2816 * Math.sqrt(Math.PI / 2);

    /** Returns this correction of a wider group refined by what a narrower one has learned. */
    Correction refinedBy(Learned narrower) {
        if (narrower.jobs() == 0) {
            return this;
        }
        double weight = weight(narrower.jobs());
        double spreadWeight = weight(narrower.jobs() - 1);
        return new Correction(
                mix(bias, narrower.bias(), weight),
                mix(p90Offset, narrower.p90Offset(), weight),
                mix(deviation, narrower.deviation(), spreadWeight),
                mix(assumedShare, 0, spreadWeight));
    }

    /** Moves the quantiles of a model, whose spread was learned in training. */
    LogQuantiles ofModel(LogQuantiles raw) {
        return raw.shifted(bias, p90Offset);
    }

    /** Moves the quantiles of a documented rate, whose assumed spread gives way to the learned one. */
    LogQuantiles ofRate(LogQuantiles raw) {
        double learned = P90_PER_DEVIATION * deviation;
        LogQuantiles narrowed = new LogQuantiles(
                raw.p50() - assumedShare * (raw.p50() - raw.p10()) - learned,
                raw.p50(),
                raw.p50() + assumedShare * (raw.p90() - raw.p50()) + learned);
        return narrowed.shifted(bias, p90Offset);
    }

    private static double weight(long jobs) {
        return jobs / (jobs + EQUAL_WEIGHT_JOBS);
    }

    private static double mix(double wider, double narrower, double weight) {
        return (1 - weight) * wider + weight * narrower;
    }
}
