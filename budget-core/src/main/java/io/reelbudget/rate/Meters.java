package io.reelbudget.rate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How much was bought so far, by counter: what tiers, allowances and caps are measured against.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Meters {

    /** Returns what a counter has, {@link Tally#NONE} for one that has counted nothing. */
    Tally tally(MeterKey key);

    /** Returns counters that have counted nothing. */
    static Meters none() {
        return key -> Tally.NONE;
    }

    /** Returns the counters after some charges, in any order; what they show does not change. */
    static Meters of(Collection<MeterReading> readings) {
        Map<MeterKey, Tally> sums = new HashMap<>();
        readings.forEach(each -> sums.merge(each.key(), each.added(), Tally::plus));
        Map<MeterKey, Tally> tallies = Map.copyOf(sums);
        return key -> tallies.getOrDefault(key, Tally.NONE);
    }
}
