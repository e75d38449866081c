package io.reelbudget.policy.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When instances that are not needed any more go. An instance goes if
 *
 * <ul>
 *   <li>for {@code surplusFor} without a break, more ran than were needed: what goes is the smallest surplus of that
 *       time,
 *   <li>it has run for {@code minimumLifetime},
 *   <li>nothing was started or stopped for {@code coolDown}, and
 *   <li>the time that is paid for ends within {@code beforeBilling}, where it is billed in longer steps than that.
 * </ul>
 *
 * <p>Starting more waits for none of that.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param surplusFor zero to a day
 * @param minimumLifetime zero to a day
 * @param coolDown zero to a day
 * @param beforeBilling more than zero, to a day
 */
public record ScaleInRule(Duration surplusFor, Duration minimumLifetime, Duration coolDown, Duration beforeBilling) {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final ScaleInRule USUAL = new ScaleInRule(
            Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(5));

    public ScaleInRule {
        requireShort("Surplus", surplusFor);
        requireShort("Minimum lifetime", minimumLifetime);
        requireShort("Cool-down", coolDown);
        requireShort("Time before billing", beforeBilling);
        if (beforeBilling.isZero()) {
            throw new IllegalArgumentException("Time before billing was zero but must be more;"
                    + " use a little more than the time between two looks.");
        }
    }

    /**
     * Returns the usual rule: a surplus for 10 minutes, a life of 10, a cool-down of 5, and within 5 of the next bill.
     */
    public static ScaleInRule usual() {
        return USUAL;
    }

    /** Returns the rule that lets instances go at once. */
    public static ScaleInRule atOnce() {
        return new ScaleInRule(Duration.ZERO, Duration.ZERO, Duration.ZERO, LONGEST);
    }

    /**
     * Returns the first state of a fleet that was not looked at before.
     *
     * @param now from when a surplus counts, and from when the cool-down does
     */
    public static State begin(Instant now) {
        return new State(Optional.empty(), 0, now);
    }

    /**
     * Since when there are too many.
     *
     * @param since from when on more ran than were needed without a break; empty where no more do
     * @param least the smallest surplus of that time
     * @param changed when the fleet was last started, stopped or first looked at
     */
    public record State(Optional<Instant> since, int least, Instant changed) {

        /** Returns this after a look at which nobody knew how many were needed: a surplus begins anew. */
        public State unknown() {
            return new State(Optional.empty(), 0, changed);
        }

        /** Returns this after something was started or stopped. */
        public State changedAt(Instant now) {
            return new State(Optional.empty(), 0, now);
        }
    }

    /**
     * One instance that runs.
     *
     * @param id its name
     * @param since when it was ordered
     * @param billing in what steps it is billed
     */
    public record Candidate(String id, Instant since, Duration billing) {}

    /**
     * What a look at a fleet came to.
     *
     * @param state what to remember until the next look
     * @param leaving the instances that may go now, those first whose paid time ends soonest
     */
    public record Verdict(State state, List<Candidate> leaving) {
        public Verdict {
            leaving = List.copyOf(leaving);
        }
    }

    /**
     * Says which instances may go.
     *
     * @param needed how many are needed now, zero or more
     */
    public Verdict judge(Instant now, int needed, List<Candidate> running, State before) {
        int surplus = running.size() - Math.max(0, needed);
        if (surplus <= 0) {
            return new Verdict(new State(Optional.empty(), 0, before.changed()), List.of());
        }
        Instant since = before.since().orElse(now);
        int least = before.since().isPresent() ? Math.min(before.least(), surplus) : surplus;
        State after = new State(Optional.of(since), least, before.changed());
        boolean isLong = !now.isBefore(since.plus(surplusFor));
        boolean isCool = !now.isBefore(before.changed().plus(coolDown));
        if (!isLong || !isCool) {
            return new Verdict(after, List.of());
        }
        List<Candidate> leaving = new ArrayList<>(running);
        leaving.removeIf(each -> now.isBefore(each.since().plus(minimumLifetime))
                || paidFor(each, now).compareTo(beforeBilling) > 0);
        leaving.sort(Comparator.comparing((Candidate each) -> paidFor(each, now))
                .thenComparing(Candidate::since)
                .thenComparing(Candidate::id));
        return new Verdict(after, leaving.subList(0, Math.min(least, leaving.size())));
    }

    /** Returns how long an instance is paid for already. */
    private static Duration paidFor(Candidate each, Instant now) {
        long step = each.billing().toNanos();
        Duration age = Duration.between(each.since(), now);
        if (age.isNegative()) {
            return each.billing();
        }
        Duration steps = Duration.ofNanos(step).multipliedBy(age.dividedBy(each.billing()));
        Duration begun = age.minus(steps);
        return begun.isZero() ? Duration.ZERO : each.billing().minus(begun);
    }

    private static void requireShort(String what, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " was " + time + " but must be zero to a day; 10 minutes are usual.");
        }
    }
}
