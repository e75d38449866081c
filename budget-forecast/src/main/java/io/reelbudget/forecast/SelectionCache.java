package io.reelbudget.forecast;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The selections used last, by the history they were made from. Thread-safe. */
final class SelectionCache {

    private final Map<History, Selection> selections;

    /**
     * A history by 128 bits of hash, a fortieth of its size: two that differ are taken for one once in 2<sup>64</sup>
     * accounts.
     */
    private record History(int hours, long one, long other) {

        private static final long FIRST = 0x9E3779B97F4A7C15L;
        private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

        static History of(double[] values) {
            long one = FIRST;
            long other = SECOND;
            for (double value : values) {
                long bits = Double.doubleToLongBits(value);
                one = Long.rotateLeft((one ^ bits) * FIRST, 29);
                other = Long.rotateLeft((other + bits) * SECOND, 31) ^ (other >>> 32);
            }
            return new History(values.length, one, other);
        }
    }

    SelectionCache(int most) {
        this.selections = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<History, Selection> eldest) {
                return size() > most;
            }
        };
    }

    /** Returns the selection for a history; two threads may make the same one at once, none waits for the other. */
    Selection get(double[] values) {
        History history = History.of(values);
        return find(history).orElseGet(() -> keep(history, Selection.byBacktest(values)));
    }

    private synchronized Optional<Selection> find(History history) {
        return Optional.ofNullable(selections.get(history));
    }

    private synchronized Selection keep(History history, Selection selection) {
        selections.put(history, selection);
        return selection;
    }
}
