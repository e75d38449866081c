package io.reelbudget.backtest;

import java.util.List;

/**
 * How well the replay of what was not changed agrees with what really happened, from the history's beginning on.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param answers questions of jobs that were replayed
 * @param sameAnswers those with the same answer, for the same reason, with the same hold
 * @param charges ends of attempts that were recorded
 * @param sameCharges those charged the same, to the millionth
 * @param decisions policies' decisions that were recorded
 * @param sameDecisions those that the replay decided too: at the same time, with the same actions
 * @param differences the first differences, in words; {@value #MOST_NAMED} at most
 */
public record Fidelity(
        long answers,
        long sameAnswers,
        long charges,
        long sameCharges,
        long decisions,
        long sameDecisions,
        List<String> differences) {

    /** How many differences are named. */
    public static final int MOST_NAMED = 100;

    public Fidelity {
        differences = List.copyOf(differences);
    }

    /** Returns whether all is the same. */
    public boolean isExact() {
        return answers == sameAnswers && charges == sameCharges && decisions == sameDecisions && differences.isEmpty();
    }

    /** Returns this in a line. */
    public String summary() {
        return (isExact() ? "exact" : "not exact") + ": " + sameAnswers + " of " + answers + " answers, " + sameCharges
                + " of " + charges + " charges, " + sameDecisions + " of " + decisions + " decisions are the same";
    }
}
