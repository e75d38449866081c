package io.reelbudget.policy;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One step of a graduated policy: what is done, when, and on what conditions.
 *
 * <p>A step is taken once its threshold is reached, and taken back once that has recovered, by the threshold's
 * hysteresis. Taken or taken back, it stays so at least for the cool-down. Taken back, it can be taken again as its
 * re-arming says.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name names it in its ladder, in decisions and questions: 1 to 40 of {@code a} to {@code z}, digits and dashes
 * @param measure what is done
 * @param when when
 * @param coolDown how long it stays taken, or taken back, at least; zero to 30 days
 * @param rearming when it can be taken again
 * @param consent whether somebody is asked first
 * @param mostAtOnce how many jobs may run at once: given for {@link Measure#SLOW_DOWN} and for no other
 * @param neverBelow the shorter side of the smallest picture that {@link Measure#DOWNGRADE} may lead to, in pixels
 */
public record Step(
        String name,
        Measure measure,
        Threshold when,
        Duration coolDown,
        Rearming rearming,
        Consent consent,
        OptionalInt mostAtOnce,
        OptionalInt neverBelow) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    static final Duration USUAL_COOL_DOWN = Duration.ofMinutes(10);
    private static final Duration LONGEST_COOL_DOWN = Duration.ofDays(30);

    /** When a step that was taken back can be taken again. */
    public enum Rearming {
        /** As soon as its cool-down is over: it was taken back because the account had recovered. */
        AT_RECOVERY,
        /** In another period of the plan. */
        NEXT_PERIOD
    }

    /** Whether somebody is asked before a step is taken. */
    public enum Consent {
        /** Nobody is. */
        AUTOMATIC,
        /** Somebody is; without a yes within a day the step is not taken, and the question is asked again. */
        ASK_FIRST
    }

    public Step {
        requireName("Step's", name);
        if (coolDown.isNegative() || coolDown.compareTo(LONGEST_COOL_DOWN) > 0) {
            throw new IllegalArgumentException("Cool-down was " + coolDown + " but must be zero to "
                    + LONGEST_COOL_DOWN.toDays() + " days; 10 minutes are usual.");
        }
        requireOnly(measure, Measure.SLOW_DOWN, mostAtOnce, "mostAtOnce");
        requireOnly(measure, Measure.DOWNGRADE, neverBelow, "neverBelow");
        if (measure == Measure.SLOW_DOWN && mostAtOnce.orElse(0) < 1) {
            throw new IllegalArgumentException("Step's mostAtOnce was "
                    + (mostAtOnce.isPresent() ? mostAtOnce.getAsInt() : "missing")
                    + " but must be one or more; drain the queue to run none.");
        }
    }

    /**
     * Returns a step that is named as its measure, cools down for 10 minutes, re-arms at recovery and asks nobody.
     *
     * @param measure any but {@link Measure#SLOW_DOWN}
     */
    public static Step of(Measure measure, Threshold when) {
        return usual(measure, when, OptionalInt.empty());
    }

    /** Returns the same for {@link Measure#SLOW_DOWN}, to so many jobs at once. */
    public static Step slowingDown(int mostAtOnce, Threshold when) {
        return usual(Measure.SLOW_DOWN, when, OptionalInt.of(mostAtOnce));
    }

    /** Returns this step under another name. */
    public Step named(String newName) {
        return new Step(newName, measure, when, coolDown, rearming, consent, mostAtOnce, neverBelow);
    }

    /** Returns this step with another cool-down. */
    public Step coolingDown(Duration newCoolDown) {
        return new Step(name, measure, when, newCoolDown, rearming, consent, mostAtOnce, neverBelow);
    }

    /** Returns this step with another re-arming. */
    public Step rearming(Rearming newRearming) {
        return new Step(name, measure, when, coolDown, newRearming, consent, mostAtOnce, neverBelow);
    }

    /** Returns this step with another consent. */
    public Step consent(Consent newConsent) {
        return new Step(name, measure, when, coolDown, rearming, newConsent, mostAtOnce, neverBelow);
    }

    /** Returns this step, which reduces quality, with another floor. */
    public Step neverBelow(int shorterSide) {
        return new Step(name, measure, when, coolDown, rearming, consent, mostAtOnce, OptionalInt.of(shorterSide));
    }

    private static Step usual(Measure measure, Threshold when, OptionalInt mostAtOnce) {
        return new Step(
                measure.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                measure,
                when,
                USUAL_COOL_DOWN,
                Rearming.AT_RECOVERY,
                Consent.AUTOMATIC,
                mostAtOnce,
                OptionalInt.empty());
    }

    static void requireName(String whose, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(whose + " name was '" + name
                    + "' but must be 1 to 40 small letters, digits and dashes; use a name such as 'pause-new'.");
        }
    }

    private static void requireOnly(Measure measure, Measure only, OptionalInt setting, String name) {
        if (setting.isPresent() && measure != only) {
            throw new IllegalArgumentException("Step's " + name + " was " + setting.getAsInt() + " for " + measure
                    + " but must be left out there; it is for " + only + ".");
        }
    }
}
