package io.reelbudget.estimator;

/**
 * How much dearer the jobs of one group are than those of the wider group around it, as finished jobs tell.
 *
 * @param jobs how many jobs have told
 * @param bias the most likely difference of log(actual / P50)
 * @param variance how uncertain that is
 */
record Effect(long jobs, double bias, double variance) {

    static final double MAX_BIAS = 5;

    /** Share of a surprise that a group takes over however long it has learned: what lets it follow a drift. */
    private static final double LEAST_GAIN = 0.03;

    static Effect unknown(double priorVariance) {
        return new Effect(0, 0, priorVariance);
    }

    /**
     * Returns this effect before the next job: less certain, since costs drift, but never less than at first.
     *
     * @param noise variance of the error of one job
     * @param share share of the group in the cost of the job
     */
    Effect drifted(double noise, double share, double priorVariance) {
        double drift = share * noise * LEAST_GAIN * LEAST_GAIN / (1 - LEAST_GAIN);
        return new Effect(jobs, bias, Math.min(priorVariance, variance + drift));
    }

    /**
     * Returns this effect after one job more: the step of a Kalman filter.
     *
     * @param surprise by how much log(actual / expected) was off
     * @param share share of the group in the cost of the job
     * @param totalVariance variance of the surprise: the noise of one job and the uncertainty of all its groups
     */
    Effect after(double surprise, double share, double totalVariance) {
        double gain = variance * share / totalVariance;
        double moved = Math.max(-MAX_BIAS, Math.min(MAX_BIAS, bias + gain * surprise));
        return new Effect(jobs + 1, moved, variance * (1 - gain * share));
    }
}
