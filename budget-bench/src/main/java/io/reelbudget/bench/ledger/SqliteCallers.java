package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.IdempotencyKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** SQLite behind the journal's batcher, with blocking callers. */
final class SqliteCallers implements Contestant {

    /** A hold or a capture, to be carried out on the committing thread. */
    @FunctionalInterface
    private interface Operation {
        void on(SqliteBook book, long time) throws SQLException;
    }

    private final SqliteBook book;
    private final CommitQueue<Operation> queue;
    private final Callers callers;

    SqliteCallers(Path file, int accounts, int count) throws SQLException {
        this.book = new SqliteBook(file, accounts, Accounts.GRANTED);
        this.queue = new CommitQueue<>(this::commit);
        this.callers = new Callers(count, caller -> jobs(new KeySequence(caller), accounts));
    }

    private void commit(List<Operation> operations) throws SQLException {
        long time = System.currentTimeMillis();
        for (Operation operation : operations) {
            operation.on(book, time);
        }
        book.commit();
    }

    private Jobs jobs(KeySequence keys, int accounts) {
        return () -> {
            int account = keys.nextBelow(accounts);
            IdempotencyKey hold = keys.next();
            queue.commit((book, time) -> book.hold(account, hold, LedgerJobs.HELD, time));
            IdempotencyKey capture = keys.next();
            long cost = LedgerJobs.cost(keys).micros();
            queue.commit((book, time) -> book.capture(account, hold, capture, cost, time));
        };
    }

    @Override
    public String name() {
        return "SQLite, WAL, FULL, batched";
    }

    @Override
    public Sample run(Duration span) throws Exception {
        return callers.run(span);
    }

    @Override
    public void close() throws SQLException {
        callers.close();
        queue.close();
        book.close();
    }
}
