package io.reelbudget.policy.ladder;

import java.util.Arrays;

/**
 * Which rung each job of a queue takes.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class QualityPlan {

    private final int[] rungs;
    private final double loss;
    private final double leastLoss;
    private final double quantileMicros;
    private final double limitMicros;

    QualityPlan(int[] rungs, double loss, double leastLoss, double quantileMicros, double limitMicros) {
        this.rungs = rungs;
        this.loss = loss;
        this.leastLoss = Math.min(loss, leastLoss);
        this.quantileMicros = quantileMicros;
        this.limitMicros = limitMicros;
    }

    /**
     * Returns the rung of a job.
     *
     * @param job its place in the list that was planned, from 0
     * @return its place among that job's rungs, from 0
     */
    public int rung(int job) {
        return rungs[job];
    }

    /** Returns how many jobs were planned. */
    public int jobs() {
        return rungs.length;
    }

    /** Returns how much quality is lost, all jobs together. */
    public double loss() {
        return loss;
    }

    /** Returns a bound that no plan that fits can fall below: how far this one may be from the best, at most. */
    public double leastLoss() {
        return leastLoss;
    }

    /** Returns what all jobs cost together at the probability that was asked for, in millionths of the unit. */
    public double quantileMicros() {
        return quantileMicros;
    }

    /** Returns whether that is within what is left; if not, every job is at its cheapest. */
    public boolean fits() {
        return quantileMicros <= limitMicros;
    }

    @Override
    public String toString() {
        return "loss " + loss + " (no less than " + leastLoss + "), " + quantileMicros + " of " + limitMicros
                + " micros, rungs " + Arrays.toString(rungs);
    }
}
