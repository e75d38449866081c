package io.reelbudget.backtest;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of several settings, side by side.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param from the first instant that counts
 * @param to the first instant that no longer counts
 * @param unchanged the replay of all as it was, beside which the others stand
 * @param changed the others, in the order in which they were asked for
 * @param fidelity how well {@code unchanged} agrees with what really happened
 * @param notes what of the history is not known, or not replayed
 */
public record Comparison(
        Instant from, Instant to, Outcome unchanged, List<Outcome> changed, Fidelity fidelity, List<String> notes) {

    public Comparison {
        changed = List.copyOf(changed);
        notes = List.copyOf(notes);
    }

    Comparison withNote(String note) {
        return new Comparison(
                from,
                to,
                unchanged,
                changed,
                fidelity,
                Stream.concat(Stream.of(note), notes.stream()).toList());
    }

    /** Returns this as a table for people: a column each. */
    public String table() {
        return ComparisonText.table(this);
    }

    /** Returns this as one line of JSON. */
    public String json() {
        return ComparisonText.json(this);
    }
}
