package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.IdempotencyKey;
import java.nio.file.Path;
import java.time.Duration;
import org.rocksdb.RocksDBException;

/** RocksDB with synced writes, striped locks and blocking callers. */
final class RocksCallers implements Contestant {

    private final RocksBook book;
    private final Callers callers;

    RocksCallers(Path directory, int accounts, int count) throws RocksDBException {
        this.book = new RocksBook(directory, accounts, Accounts.GRANTED);
        this.callers = new Callers(count, caller -> jobs(new KeySequence(caller), accounts));
    }

    private Jobs jobs(KeySequence keys, int accounts) {
        return () -> {
            int account = keys.nextBelow(accounts);
            IdempotencyKey hold = keys.next();
            book.hold(account, hold, LedgerJobs.HELD, System.currentTimeMillis());
            long cost = LedgerJobs.cost(keys).micros();
            book.capture(account, hold, keys.next(), cost, System.currentTimeMillis());
        };
    }

    @Override
    public String name() {
        return "RocksDB, synced, striped locks";
    }

    @Override
    public Sample run(Duration span) throws Exception {
        return callers.run(span);
    }

    @Override
    public void close() {
        callers.close();
        book.close();
    }
}
