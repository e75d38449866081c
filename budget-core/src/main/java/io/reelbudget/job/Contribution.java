package io.reelbudget.job;

import java.util.Locale;

/**
 * One thing that makes a job dearer or cheaper than what is usual for its encoders.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param cause what it is, in plain words, such as {@code detail and motion}
 * @param factor how many times as dear the job is by it, more than zero and finite; less than one where it is cheaper
 */
public record Contribution(String cause, double factor) {

    public Contribution {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Contribution of " + cause + " was " + factor
                    + " times but must be more than zero and finite; one is as usual.");
        }
    }

    /** Returns it in words, such as {@code detail and motion: 34 % dearer than usual}. */
    public String sentence() {
        return factor >= 1
                ? String.format(Locale.ROOT, "%s: %.0f %% dearer than usual", cause, 100 * (factor - 1))
                : String.format(Locale.ROOT, "%s: %.0f %% cheaper than usual", cause, 100 * (1 - factor));
    }
}
