package io.reelbudget.policy.tier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which tier an account has, and from when which next. What is over is computed from the time and not switched by
 * anything that must not be missed.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param stays the tiers, each until the next begins; rising in time. Before the first, and in a stay without a tier,
 *     the budget decides
 */
public record TierSchedule(List<Stay> stays) {

    /** How many changes to come an account may have. */
    public static final int MAX_STAYS = 8;

    private static final TierSchedule EMPTY = new TierSchedule(List.of());

    /**
     * A tier from an instant on.
     *
     * @param tier its name; the one that the budget gives, where empty
     * @param from when it begins
     */
    public record Stay(Optional<String> tier, Instant from) {}

    public TierSchedule {
        stays = List.copyOf(stays);
        for (int at = 1; at < stays.size(); at++) {
            if (!stays.get(at).from().isAfter(stays.get(at - 1).from())) {
                throw new IllegalArgumentException("Tiers were to change at "
                        + stays.get(at - 1).from() + " and then at "
                        + stays.get(at).from() + " but times must rise; sort them.");
            }
        }
    }

    /** Returns the schedule of an account whose budget decides. */
    public static TierSchedule byBudget() {
        return EMPTY;
    }

    /** Returns the name of the tier at an instant; empty where the budget decides. */
    public Optional<String> at(Instant instant) {
        Optional<String> tier = Optional.empty();
        for (Stay stay : stays) {
            if (stay.from().isAfter(instant)) {
                break;
            }
            tier = stay.tier();
        }
        return tier;
    }

    /** Returns whether the tier from an instant on, or of now where that is past, is still the one of then. */
    public boolean isStill(Optional<String> tier, Instant from, Instant now) {
        return at(now.isAfter(from) ? now : from).equals(tier);
    }

    /** Returns the first change after an instant, if one is to come. */
    public Optional<Stay> next(Instant instant) {
        return stays.stream().filter(stay -> stay.from().isAfter(instant)).findFirst();
    }

    /** Returns this with a tier from an instant on, in place of all that was to come. */
    public TierSchedule changed(Optional<String> tier, Instant from, Instant now) {
        List<Stay> kept = new ArrayList<>(since(now));
        kept.removeIf(stay -> !stay.from().isBefore(from));
        kept.add(new Stay(tier, from));
        return joined(kept);
    }

    /**
     * Returns this with a tier for some time; what was to come after it still comes.
     *
     * @throws IllegalStateException if more than {@value #MAX_STAYS} changes would be to come
     */
    public TierSchedule during(String tier, Instant from, Instant until, Instant now) {
        TierSchedule longer = with(tier, from, until, now);
        if (longer.isFull()) {
            throw new IllegalStateException("Tiers were to change " + longer.stays.size() + " times but must at most "
                    + MAX_STAYS + " times; wait until some are over.");
        }
        return longer;
    }

    /** Returns whether {@link #during} takes a tier for some time. */
    public boolean hasRoom(String tier, Instant from, Instant until, Instant now) {
        return !with(tier, from, until, now).isFull();
    }

    private boolean isFull() {
        return stays.size() > MAX_STAYS + 1;
    }

    private TierSchedule with(String tier, Instant from, Instant until, Instant now) {
        Optional<String> after = at(until);
        List<Stay> kept = new ArrayList<>(since(now));
        kept.removeIf(stay -> !stay.from().isBefore(from) && !stay.from().isAfter(until));
        int place = 0;
        while (place < kept.size() && kept.get(place).from().isBefore(from)) {
            place++;
        }
        kept.add(place, new Stay(Optional.of(tier), from));
        kept.add(place + 1, new Stay(after, until));
        return joined(kept);
    }

    /** A tier that goes on is one stay. */
    private static TierSchedule joined(List<Stay> stays) {
        List<Stay> joined = new ArrayList<>();
        for (Stay stay : stays) {
            Optional<String> before = joined.isEmpty()
                    ? Optional.empty()
                    : joined.get(joined.size() - 1).tier();
            if (!before.equals(stay.tier())) {
                joined.add(stay);
            }
        }
        return new TierSchedule(joined);
    }

    /** Returns the stay of an instant and those after it. */
    private List<Stay> since(Instant now) {
        int first = 0;
        for (int at = 0; at < stays.size(); at++) {
            first = stays.get(at).from().isAfter(now) ? first : at;
        }
        return stays.subList(first, stays.size());
    }
}
