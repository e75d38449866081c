package io.reelbudget.policy;

import java.time.Instant;

/**
 * Where an account stands with one step of its policy.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param phase where
 * @param since since when; for an answer, since when it was asked
 * @param until until when it is left as it is at least: how long a question or an answer counts, or a cool-down lasts
 * @param period the number of the plan's period in which that began
 */
public record StepMark(Phase phase, Instant since, Instant until, long period) {

    /** Where one can stand with a step. */
    public enum Phase {
        /** Somebody was asked for a yes. */
        ASKED,
        /** Somebody has said yes. */
        AGREED,
        /** Somebody has said no. */
        REFUSED,
        /** The step was taken and is in force. */
        TAKEN,
        /** The step was taken back. */
        LIFTED
    }

    /** Returns the name of the question that was asked about a step. */
    static String question(String step, Instant asked) {
        return step + "@" + asked;
    }

    /** Since when stays: it names the question. */
    StepMark answered(Phase answer) {
        return new StepMark(answer, since, until, period);
    }

    boolean counts(Instant now) {
        return now.isBefore(until);
    }
}
