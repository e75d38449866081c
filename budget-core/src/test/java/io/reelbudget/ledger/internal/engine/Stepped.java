package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.internal.image.StateImage;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** A journal without threads that writes each record at once. */
class Stepped implements EntryLog {

    private final Journal journal;

    Stepped(Journal journal) {
        this.journal = journal;
    }

    BlockingLedger ledger(InstantSource clock) {
        return RecordedLedger.over(this, clock).blocking();
    }

    @Override
    public void requireRoom(Need need) {
        journal.requireRoom(need);
    }

    @Override
    public long append(byte[] bytes, int length) {
        long position = journal.append(bytes, length);
        journal.flush();
        return position;
    }

    @Override
    public CompletableFuture<Void> durable(long position) {
        return journal.durable(position);
    }

    @Override
    public byte[] read(long position) {
        return journal.read(position);
    }

    @Override
    public long oldest() {
        return journal.oldest();
    }

    @Override
    public boolean hasDropped() {
        return journal.hasDropped();
    }

    @Override
    public void scan(RecordVisitor visitor) {
        journal.scan(visitor);
    }

    @Override
    public void restore(StateImage image) {
        journal.restore(image);
    }

    @Override
    public void fail(Throwable cause) {
        journal.fail(cause);
    }

    @Override
    public String name() {
        return journal.name();
    }

    @Override
    public void requireUsable() {
        journal.requireUsable();
    }

    @Override
    public void close() {
        journal.close();
    }
}
