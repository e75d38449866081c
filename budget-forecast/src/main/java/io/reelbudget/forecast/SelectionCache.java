package io.reelbudget.forecast;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The selections used last, by the very history they were made from. Thread-safe. */
final class SelectionCache {

    private final Map<History, Selection> selections;

    /** A history with a hash that is reckoned once. */
    private static final class History {

        private final double[] values;
        private final int hash;

        History(double[] values) {
            this.values = values;
            this.hash = Arrays.hashCode(values);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof History that && hash == that.hash && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return hash;
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
        History history = new History(values);
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
