package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.Book;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Machine;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The machine with one mistake, which a test must find. */
public interface MistakenRules {

    /** Returns what a command does by mistake. */
    List<Event> decide(Right right, Book book, Command<?> command, long now);

    /** What the machine itself decides. */
    @FunctionalInterface
    interface Right {
        /** Returns what a command does at a time. */
        List<Event> decide(Command<?> command, long now);
    }

    /** Opens the ledger that a log's records make, under rules with a mistake. */
    static Ledger open(EntryLog log, InstantSource clock, MistakenRules rules) {
        RecordedLedger ledger = RecordedLedger.over(
                log,
                clock,
                (book, command, now, past) ->
                        rules.decide((same, time) -> Machine.decide(book, same, time, past), book, command, now));
        return ledger.direct();
    }

    /** Returns the machine itself. */
    static MistakenRules none() {
        return (right, book, command, now) -> right.decide(command, now);
    }

    /** Returns the rules that get one event of a kind wrong. */
    static <E extends Event> MistakenRules changing(Class<E> kind, java.util.function.UnaryOperator<E> mistake) {
        return (right, book, command, now) -> {
            List<Event> events = new ArrayList<>();
            for (Event event : right.decide(command, now)) {
                events.add(kind.isInstance(event) ? mistake.apply(kind.cast(event)) : event);
            }
            return events;
        };
    }
}
