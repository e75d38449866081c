package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.engine.RecordStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A ledger that is lost once so many records have arrived. */
final class CutShortLedger implements Ledger, RecordStore {

    private final Ledger ledger;
    private final RecordStore store;
    private final int kept;

    CutShortLedger(Ledger ledger, int kept) {
        this.ledger = ledger;
        this.store = (RecordStore) ledger;
        this.kept = kept;
    }

    @Override
    public void show(Predicate<String> roots, Consumer<PortableRecord> visitor) {
        store.show(roots, visitor);
    }

    @Override
    public Set<String> arriving() {
        return store.arriving();
    }

    @Override
    public void begin(Map<String, End> ends) {
        store.begin(ends);
    }

    @Override
    public void end(Map<String, End> ends) {
        store.end(ends);
    }

    @Override
    public void adopt(List<PortableRecord> records) {
        store.adopt(records.subList(0, Math.min(kept, records.size())));
        throw new LedgerUnavailableException("The ledger was lost.");
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return ledger.submit(command);
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        return ledger.read(query);
    }

    @Override
    public CompletionStage<Verification> verify() {
        return ledger.verify();
    }

    @Override
    public BlockingLedger blocking() {
        return ledger.blocking();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
