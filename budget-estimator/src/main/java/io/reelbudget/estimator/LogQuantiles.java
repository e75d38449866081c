package io.reelbudget.estimator;

/** P10, P50 and P90 of the logarithm of a cost in CPU seconds, finite and in rising order. */
record LogQuantiles(double p10, double p50, double p90) {

    /**
     * A video of absurd length costs infinitely much in floating point; the logarithm must stay a number to calculate
     * with.
     */
    private static final double MOST = 50;

    /** Returns the logarithms of three costs in rising order, kept within e<sup>±50</sup> seconds. */
    static LogQuantiles ofSeconds(double p10, double p50, double p90) {
        return new LogQuantiles(bounded(Math.log(p10)), bounded(Math.log(p50)), bounded(Math.log(p90)));
    }

    /**
     * Returns the logarithms of a fixed cost plus costs whose logarithms are a scale plus three ratios in rising order.
     */
    static LogQuantiles of(double fixed, double scale, double p10, double p50, double p90) {
        return ofSeconds(
                fixed + Math.exp(bounded(scale + p10)),
                fixed + Math.exp(bounded(scale + p50)),
                fixed + Math.exp(bounded(scale + p90)));
    }

    /** Returns a logarithm of seconds, kept within ±50. */
    static double bounded(double logSeconds) {
        return Math.max(-MOST, Math.min(MOST, logSeconds));
    }
}
