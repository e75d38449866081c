package io.reelbudget;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.Verification;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps no entries from before an instant, as a journal does that drops old segments. */
final class ForgetfulLedger implements Ledger {

    private final Ledger kept;
    private final Instant oldest;

    ForgetfulLedger(Ledger kept, Instant oldest) {
        this.kept = kept;
        this.oldest = oldest;
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return kept.submit(command);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> CompletionStage<R> read(Query<R> query) {
        return query instanceof Query.StatementOf page
                ? (CompletionStage<R>) kept.read(page).thenCompose(this::cut)
                : kept.read(query);
    }

    /** A page is cut where entries went; the one after it says since when they are kept. */
    private CompletionStage<Statement> cut(Statement page) {
        List<Entry> entries = page.entries().stream()
                .filter(entry -> !entry.time().isBefore(oldest))
                .toList();
        if (entries.isEmpty() && !page.entries().isEmpty()) {
            return CompletableFuture.failedFuture(new DroppedEntriesException(oldest));
        }
        OptionalLong next = entries.size() == page.entries().size()
                ? page.next()
                : OptionalLong.of(entries.get(entries.size() - 1).sequence());
        return CompletableFuture.completedFuture(new Statement(page.balance(), entries, next));
    }

    @Override
    public CompletionStage<Verification> verify() {
        return kept.verify();
    }

    @Override
    public void close() {}
}
