package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps no record. What a ledger on it has in the heap is what one on a journal has, since a journal's records are on
 * disk; and it is there sooner.
 */
final class DroppingLog implements EntryLog {

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final AtomicLong end = new AtomicLong();

    @Override
    public long append(byte[] bytes, int length) {
        return end.getAndAdd(length);
    }

    @Override
    public CompletableFuture<Void> durable(long position) {
        return DONE;
    }

    @Override
    public byte[] read(long position) {
        throw new UnsupportedOperationException("Record at " + position + " was dropped; nothing may read it here.");
    }

    @Override
    public void scan(RecordVisitor visitor) {
        // There are none.
    }

    @Override
    public void fail(Throwable cause) {
        throw new IllegalStateException("The ledger failed.", cause);
    }

    @Override
    public String name() {
        return "whose records are dropped";
    }

    @Override
    public void requireUsable() {
        // It always is.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
