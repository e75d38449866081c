package io.reelbudget.store.jdbc;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** How many turns a host asks another one for, so that all have about as many. All methods are pure. */
final class FairShare {

    /** So few at once keep a host that begins from being asked about everything in one moment. */
    private static final int MOST_AT_ONCE = 1_000;

    /** From whom, and how many. */
    record Wish(String holder, int turns) {}

    private FairShare() {}

    /**
     * Returns what a host may ask for: half the difference to who has most, where they differ by two or more.
     *
     * @param own how many turns the host has
     * @param others how many each other host has that lives
     */
    static Optional<Wish> wish(int own, Map<String, Integer> others) {
        return others.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .filter(most -> most.getValue() - own >= 2)
                .map(most -> new Wish(most.getKey(), Math.min(MOST_AT_ONCE, (most.getValue() - own) / 2)));
    }
}
