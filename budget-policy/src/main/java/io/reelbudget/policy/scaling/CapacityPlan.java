package io.reelbudget.policy.scaling;

import io.reelbudget.job.JobId;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many instances to start, of which type and when.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param starts what to start, by type; none where what runs is enough
 * @param late the jobs whose deadlines are not met with the wanted probability, whatever is started
 * @param bound what decided on how many
 * @param leastInstances how many of the fastest type no plan can do with fewer than, were work divisible at will
 * @param cost what the started instances are expected to cost, at the wanted probability at most
 * @param cleared by when all work is done at the wanted probability, counted from now
 */
public record CapacityPlan(
        List<Start> starts, List<Late> late, Bound bound, int leastInstances, Amount cost, Duration cleared) {

    public CapacityPlan {
        starts = List.copyOf(starts);
        late = List.copyOf(late);
    }

    /** What decided on how many instances there are to be. */
    public enum Bound {
        /** Nothing waits and nothing is expected. */
        NOTHING_TO_DO,
        /** What runs already is enough. */
        ENOUGH_RUNS,
        /** Any one instance is enough. */
        ONE_IS_ENOUGH,
        /** The deadlines of what waits. */
        DEADLINES,
        /** How long what is expected may wait. */
        ARRIVALS,
        /** As many as may be had, which is not enough. */
        LIMITS,
        /** As many as there is money for, which is not enough. */
        MONEY
    }

    /**
     * Instances of one type to start.
     *
     * @param offer the type
     * @param count how many, one or more
     * @param from when to order them
     * @param latest until when to order them without missing a deadline; never before {@code from}
     * @param expected for how long each is expected to be paid
     */
    public record Start(InstanceOffer offer, int count, Instant from, Instant latest, Duration expected) {

        /** Returns what all of them are expected to cost. */
        public Amount cost() {
            return times(offer.cost(expected), count);
        }
    }

    /** Why a deadline is not met. */
    public enum Reason {
        /** It takes longer on any one instance than there is time. */
        TOO_LONG,
        /** There may not be as many instances as it would take. */
        TOO_FEW_INSTANCES
    }

    /**
     * A job whose deadline is not met with the wanted probability.
     *
     * @param id its name
     * @param reason why
     * @param due by when it is wanted
     * @param explanation the same in a sentence for people
     */
    public record Late(JobId id, Reason reason, Instant due, String explanation) {}

    /** Returns how many instances are to be started in all. */
    public int instances() {
        return starts.stream().mapToInt(Start::count).sum();
    }

    /** Returns when the first instances are to be ordered; empty where none are. */
    public Optional<Instant> from() {
        return starts.stream().map(Start::from).min(Instant::compareTo);
    }

    /**
     * Returns this with as many of its instances as an amount pays for, the cheapest first; this itself where it pays
     * for all.
     *
     * @param most the most that may be set aside for them
     */
    public CapacityPlan within(Amount most) {
        if (!cost.isGreaterThan(most)) {
            return this;
        }
        Amount left = most;
        Amount spent = Amount.zero(most.unit());
        List<Start> kept = new ArrayList<>();
        for (Start start : starts.stream()
                .sorted(Comparator.comparing((Start each) -> each.offer().cost(each.expected())))
                .toList()) {
            Amount each = start.offer().cost(start.expected());
            long affordable = each.isZero() ? start.count() : Math.max(0, left.micros()) / each.micros();
            int count = (int) Math.min(start.count(), affordable);
            if (count > 0) {
                kept.add(new Start(start.offer(), count, start.from(), start.latest(), start.expected()));
                left = left.minus(times(each, count));
                spent = spent.plus(times(each, count));
            }
        }
        return new CapacityPlan(kept, late, Bound.MONEY, leastInstances, spent, cleared);
    }

    static Amount times(Amount each, int count) {
        return Amount.ofMicros(Math.multiplyExact(each.micros(), (long) count), each.unit());
    }
}
