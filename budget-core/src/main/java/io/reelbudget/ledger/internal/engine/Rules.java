package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.internal.machine.Book;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Machine;
import io.reelbudget.ledger.internal.machine.Past;
import java.util.List;

/** What decides commands: {@link Machine#decide}, but where a test plants a mistake to see whether it is found. */
@FunctionalInterface
interface Rules {

    /** Returns what a command does, see {@link Machine#decide}. */
    List<Event> decide(Book book, Command<?> command, long now, Past past);
}
