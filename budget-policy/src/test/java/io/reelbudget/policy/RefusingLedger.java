package io.reelbudget.policy;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Another ledger, but for some of what is asked of it. Closing it leaves the other open. */
record RefusingLedger(Ledger ledger, Predicate<Command<?>> refused, Predicate<Query<?>> dropped) implements Ledger {

    /** Returns one that cannot take notes which hold a text. */
    static RefusingLedger of(Ledger ledger, String text) {
        return new RefusingLedger(
                ledger,
                command -> command instanceof Command.Note note && note.text().contains(text),
                query -> false);
    }

    /** Returns one that has dropped all entries. */
    static RefusingLedger keepingNothing(Ledger ledger) {
        return new RefusingLedger(ledger, command -> false, query -> query instanceof Query.StatementOf);
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return refused.test(command)
                ? CompletableFuture.failedFuture(new IllegalStateException("Refused."))
                : ledger.submit(command);
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        return dropped.test(query)
                ? CompletableFuture.failedFuture(new DroppedEntriesException(Instant.EPOCH))
                : ledger.read(query);
    }

    @Override
    public CompletionStage<Verification> verify() {
        return ledger.verify();
    }

    @Override
    public void close() {
        // It is not this one's.
    }
}
