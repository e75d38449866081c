package io.reelbudget;

import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the entries of one root, up to one of them, say of counters.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param from counters whose period began earlier are left out; all others are complete
 * @param through the number of the last entry that is counted; zero for none
 * @param tallies what was counted
 * @param volumes how far charges by volume prices are settled
 */
record CounterState(Instant from, long through, Map<MeterKey, Tally> tallies, Map<MeterKey, VolumeState> volumes) {

    CounterState {
        tallies = Map.copyOf(tallies);
        volumes = Map.copyOf(volumes);
    }

    /**
     * Returns this state without counters whose period began before an instant, unless they are still to be settled.
     */
    CounterState since(Instant newFrom) {
        Instant floor = volumes.entrySet().stream()
                .filter(each -> each.getValue().settledAt().isEmpty())
                .map(each -> each.getKey().period())
                .reduce(newFrom, (one, other) -> one.isBefore(other) ? one : other);
        if (!floor.isAfter(from)) {
            return this;
        }
        return keptFrom(floor);
    }

    /** Returns the counters whose period began at an instant or later. */
    CounterState keptFrom(Instant floor) {
        return new CounterState(floor, through, kept(tallies, floor), kept(volumes, floor));
    }

    private static <V> Map<MeterKey, V> kept(Map<MeterKey, V> all, Instant floor) {
        Map<MeterKey, V> kept = new HashMap<>();
        all.forEach((key, value) -> {
            if (!key.period().isBefore(floor)) {
                kept.put(key, value);
            }
        });
        return kept;
    }
}
