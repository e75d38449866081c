package io.reelbudget.estimator;

/** P10, P50 and P90 of the logarithm of a cost in CPU seconds, in rising order. */
record LogQuantiles(double p10, double p50, double p90) {

    /** Returns these quantiles moved by a bias, with P90 moved by an offset more; still in rising order. */
    LogQuantiles shifted(double bias, double p90Offset) {
        return new LogQuantiles(p10 + bias, p50 + bias, Math.max(p50, p90 + p90Offset) + bias);
    }
}
