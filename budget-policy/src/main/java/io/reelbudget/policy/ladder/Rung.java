package io.reelbudget.policy.ladder;

import io.reelbudget.job.Quantiles;

/**
 * One way to run a job.
 *
 * @param loss how much of its quality is lost beside what was asked for, in any unit that adds up over jobs; zero or
 *     more, finite
 * @param micros what it is expected to cost, in millionths of the account's unit; zero or more, finite
 */
public record Rung(double loss, Quantiles micros) {

    public Rung {
        if (!(loss >= 0 && loss < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Rung's loss was " + loss + " but must be zero or more and finite; count lost quality upwards.");
        }
        if (!(micros.p50() >= 0 && micros.p90() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Rung's price was " + micros + " but must be zero or more and finite; check the rate card.");
        }
    }

    /** Returns what its 90 % quantile lies above its median. */
    double spread() {
        return Math.max(0, micros.p90() - micros.p50());
    }
}
