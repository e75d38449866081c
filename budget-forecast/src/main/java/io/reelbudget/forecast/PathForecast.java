package io.reelbudget.forecast;

/**
 * What a model expects of the next steps, one by one and in total.
 *
 * <p>Errors of different steps belong together, since each follows from the steps before it; so the variance of a total
 * is not the total of the variances, and both are kept.
 *
 * <p>This class is immutable and thread-safe.
 */
final class PathForecast {

    private final double[] mean;
    private final double[] variance;
    private final double[] cumulativeMean;
    private final double[] cumulativeVariance;
    private final double[] carried;

    PathForecast(
            double[] mean, double[] variance, double[] cumulativeMean, double[] cumulativeVariance, double[] carried) {
        this.mean = mean;
        this.variance = variance;
        this.cumulativeMean = cumulativeMean;
        this.cumulativeVariance = cumulativeVariance;
        this.carried = carried;
    }

    /** Returns how many steps there are. */
    public int steps() {
        return mean.length;
    }

    /**
     * Returns what is expected of one step.
     *
     * @param step the number of the step, from 1
     */
    public double mean(int step) {
        return mean[step - 1];
    }

    /**
     * Returns the variance of one step about its expectation.
     *
     * @param step the number of the step, from 1
     */
    public double variance(int step) {
        return variance[step - 1];
    }

    /**
     * Returns what is expected of the total from the first step to this one.
     *
     * @param step the number of the last step, from 1
     */
    public double cumulativeMean(int step) {
        return cumulativeMean[step - 1];
    }

    /**
     * Returns the variance of the total from the first step to this one.
     *
     * @param step the number of the last step, from 1
     */
    public double cumulativeVariance(int step) {
        return cumulativeVariance[step - 1];
    }

    /** Returns by how much an error of one in the first step moves the total of the steps after it, to this one. */
    double carried(int step) {
        return carried[step - 1];
    }
}
