package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.internal.image.StateImage;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import java.util.concurrent.CompletableFuture;

/** A journal without a thread of its own: it writes each record at once, or when it is told to. */
final class SteppedLog implements EntryLog {

    /** When it writes. */
    enum Writing {
        AT_ONCE,
        WHEN_TOLD
    }

    private final Journal journal;
    private Writing writing = Writing.AT_ONCE;

    SteppedLog(Journal journal) {
        this.journal = journal;
    }

    void write(Writing when) {
        writing = when;
    }

    void flush() {
        journal.flush();
    }

    @Override
    public long append(byte[] bytes, int length) {
        long position = journal.append(bytes, length);
        if (writing == Writing.AT_ONCE) {
            journal.flush();
        }
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
    public void scan(RecordVisitor visitor) {
        journal.scan(visitor);
    }

    @Override
    public void restore(StateImage image) {
        journal.restore(image);
    }

    void snapshot() {
        journal.snapshot();
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
