package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.internal.image.SectionSink;
import io.reelbudget.ledger.internal.image.StateImage;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import java.io.IOException;
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
    private Runnable betweenSections = () -> {};

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
        journal.restore(new Interrupted(image));
    }

    void snapshot() {
        journal.snapshot();
    }

    /** Lets something happen after each section of a snapshot: the ledger goes on meanwhile. */
    void betweenSections(Runnable happening) {
        betweenSections = happening;
    }

    private final class Interrupted implements StateImage {

        private final StateImage image;

        private Interrupted(StateImage image) {
            this.image = image;
        }

        @Override
        public void write(long from, SectionSink out) throws IOException {
            betweenSections.run();
            image.write(from, section -> {
                out.add(section);
                betweenSections.run();
            });
        }

        @Override
        public void restore(byte[] section) {
            image.restore(section);
        }

        @Override
        public void replay(long position, byte[] record) {
            image.replay(position, record);
        }
    }

    @Override
    public void requireRoom(Need need) {
        journal.requireRoom(need);
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
