package io.reelbudget.policy;

import java.time.Instant;
import java.util.List;

/**
 * What was done about an account's runway and is still in force.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param mode whether anything is in force
 * @param since when this mode began
 * @param period the number of the plan's period in which it was last acted
 * @param policy the name of the policy that last acted, empty where none did
 * @param instances how many instances were provisioned ahead and not given back, zero or more
 * @param told the dedupe keys of the notices sent, the oldest first; at most the last {@value #MAX_TOLD}
 */
public record Stance(Mode mode, Instant since, long period, String policy, int instances, List<String> told) {

    /** How many dedupe keys are remembered. */
    public static final int MAX_TOLD = 16;

    private static final Stance NORMAL = new Stance(Mode.NORMAL, Instant.EPOCH, Long.MIN_VALUE, "", 0, List.of());

    /** Whether anything is in force. */
    public enum Mode {
        /** Nothing is. */
        NORMAL,
        /** A policy has acted; new jobs are taken. */
        ACTED,
        /** A policy has acted; new jobs are refused. */
        PAUSED
    }

    public Stance {
        told = List.copyOf(told.subList(Math.max(0, told.size() - MAX_TOLD), told.size()));
        if (instances < 0) {
            throw new IllegalArgumentException(
                    "Stance had " + instances + " instances but must have zero or more; give none back twice.");
        }
    }

    /** Returns the stance of an account about which nothing was ever done. */
    public static Stance normal() {
        return NORMAL;
    }

    /** Returns whether something is in force. */
    public boolean hasActed() {
        return mode != Mode.NORMAL;
    }

    /** Returns whether something was done in this period by this policy, and is in force. */
    public boolean hasActed(long inPeriod, String byPolicy) {
        return hasActed() && period == inPeriod && policy.equals(byPolicy);
    }

    /** Returns whether a notice was sent. */
    public boolean hasTold(String dedupeKey) {
        return told.contains(dedupeKey);
    }
}
