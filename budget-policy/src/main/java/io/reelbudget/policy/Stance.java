package io.reelbudget.policy;

import io.reelbudget.ledger.IdempotencyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was done about an account's runway and is still in force.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param mode whether anything is in force
 * @param since when this mode began
 * @param period the number of the plan's period in which it was last acted
 * @param policy the name of the policy that last acted, empty where none did
 * @param instances the instances that were provisioned ahead and not given back
 * @param told fingerprints of the notices sent, the oldest first; at most the last {@value #MAX_FINGERPRINTS}
 * @param carried fingerprints of the actions carried out since this mode began, as many
 * @param restraints what is in force beside a pause of new jobs
 * @param steps where the account stands with the steps of a graduated policy, by name
 */
public record Stance(
        Mode mode,
        Instant since,
        long period,
        String policy,
        Instances instances,
        List<String> told,
        List<String> carried,
        Set<Restraint> restraints,
        SortedMap<String, StepMark> steps) {

    /** How many steps are remembered at most. */
    public static final int MAX_STEPS = 32;

    /** How many fingerprints of each kind are remembered. */
    public static final int MAX_FINGERPRINTS = 32;

    private static final Stance NORMAL =
            new Stance(Mode.NORMAL, Instant.EPOCH, Long.MIN_VALUE, "", Instances.NONE, List.of(), List.of());

    /** Whether anything is in force. */
    public enum Mode {
        /** Nothing is. */
        NORMAL,
        /** A policy has acted; new jobs are taken. */
        ACTED,
        /** A policy has acted; new jobs are refused. */
        PAUSED
    }

    /**
     * Instances that were provisioned ahead.
     *
     * @param asked how many were asked for since this mode began, zero or more
     * @param started how many of them run, as far as the provisioner's receipts say; those asked for without a receipt
     *     count as running
     * @param confirmed how many of those asked for a receipt said to be started, whether they still run or not
     */
    public record Instances(int asked, int started, int confirmed) {

        /** None. */
        public static final Instances NONE = new Instances(0, 0);

        /** Creates a number of instances of which no receipt has come. */
        public Instances(int asked, int started) {
            this(asked, started, 0);
        }

        public Instances {
            if (asked < 0 || started < 0 || confirmed < 0) {
                throw new IllegalArgumentException("Instances were " + asked + " asked for and " + started
                        + " started but must be zero or more; give none back twice.");
            }
        }
    }

    public Stance {
        told = last(told);
        carried = last(carried);
        restraints = Collections.unmodifiableSet(
                restraints.isEmpty() ? EnumSet.noneOf(Restraint.class) : EnumSet.copyOf(restraints));
        steps = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, StepMark>) steps));
        if (steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("Steps were " + steps.size() + " but must be at most " + MAX_STEPS
                    + "; drop those of policies that are gone.");
        }
    }

    /** Creates a stance without restraints and steps. */
    public Stance(
            Mode mode,
            Instant since,
            long period,
            String policy,
            Instances instances,
            List<String> told,
            List<String> carried) {
        this(mode, since, period, policy, instances, told, carried, Set.of(), new TreeMap<>());
    }

    /** Returns the stance of an account about which nothing was ever done. */
    public static Stance normal() {
        return NORMAL;
    }

    /** Returns whether something is in force. */
    public boolean hasActed() {
        return mode != Mode.NORMAL;
    }

    /** Returns whether something is in force that was done by a policy in a period. */
    public boolean hasActed(long inPeriod, String byPolicy) {
        return hasActed() && period == inPeriod && policy.equals(byPolicy);
    }

    /** Returns whether new jobs are taken. */
    public AdmissionGate admission() {
        if (mode == Mode.PAUSED || restraints.contains(Restraint.DRAIN)) {
            return AdmissionGate.CLOSED;
        }
        return restraints.contains(Restraint.APPROVAL) ? AdmissionGate.APPROVAL_NEEDED : AdmissionGate.OPEN;
    }

    /** Returns whether a notice was sent. */
    public boolean hasTold(String dedupeKey) {
        return told.contains(fingerprint(dedupeKey));
    }

    Stance withInstances(Instances newInstances) {
        return new Stance(mode, since, period, policy, newInstances, told, carried, restraints, steps);
    }

    Stance withSteps(SortedMap<String, StepMark> newSteps) {
        return new Stance(mode, since, period, policy, instances, told, carried, restraints, newSteps);
    }

    /** Keys are as long as account paths, of which a note could not hold many. */
    static String fingerprint(String text) {
        return IdempotencyKey.named(text).toString();
    }

    private static List<String> last(List<String> fingerprints) {
        int size = fingerprints.size();
        return List.copyOf(new ArrayList<>(fingerprints).subList(Math.max(0, size - MAX_FINGERPRINTS), size));
    }
}
