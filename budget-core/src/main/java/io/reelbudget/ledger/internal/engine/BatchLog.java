package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import io.reelbudget.ledger.internal.wire.Links;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of one batch, which a store keeps as a whole or not at all. One thread appends; others may read what was
 * kept before.
 */
final class BatchLog implements EntryLog {

    private final String name;
    private final KeptRecords kept;
    private final List<RootDesk.Made> made = new ArrayList<>();

    /** Records by position that are not kept yet, or that were looked up for this batch. */
    private final Map<Long, byte[]> atHand = new ConcurrentHashMap<>();

    private CompletableFuture<Void> committed = new CompletableFuture<>();
    private @Nullable Throwable failure;
    private long next;
    private long time;

    BatchLog(String name, KeptRecords kept) {
        this.name = name;
        this.kept = kept;
    }

    /** Says where the next record goes, and when it is made. */
    void at(Partition partition, long now) {
        long last = partition.lastPosition();
        next = last == Links.NONE ? Positions.of(partition.number, 0) : last + 1;
        time = now;
    }

    /** Has a record at hand that is kept. */
    void bring(long position, byte[] record) {
        atHand.put(position, record);
    }

    int size() {
        return made.size();
    }

    /** Notes the key of the newest record. */
    void named(IdempotencyKey key) {
        int newest = made.size() - 1;
        RootDesk.Made last = made.get(newest);
        made.set(newest, new RootDesk.Made(last.position(), last.time(), key, last.record()));
    }

    List<RootDesk.Made> made() {
        return made;
    }

    /** Tells those who wait that all is kept, and begins the next batch. */
    void commit() {
        CompletableFuture<Void> told = committed;
        clear();
        told.complete(null);
    }

    /** Forgets the batch; nobody is told. */
    void clear() {
        made.clear();
        atHand.clear();
        failure = null;
        committed = new CompletableFuture<>();
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public long append(byte[] bytes, int length) {
        long position = next;
        byte[] record = Arrays.copyOf(bytes, length);
        made.add(new RootDesk.Made(position, time, IdempotencyKey.NONE, record));
        atHand.put(position, record);
        next = Positions.of(Positions.rootOf(position), Positions.countThrough(position));
        return position;
    }

    /** What is read while the batch is decided need not be kept yet: its answer waits for the batch. */
    @Override
    public void await(long position) {}

    @Override
    public CompletableFuture<Void> durable(long position) {
        return committed;
    }

    @Override
    public byte[] read(long position) {
        byte[] record = atHand.get(position);
        return record == null ? kept.read(position) : record;
    }

    @Override
    public boolean isDropped(long position) {
        return !atHand.containsKey(position) && kept.isDropped(position);
    }

    @Override
    public void sections(String root, Consumer<byte[]> visitor) {
        kept.beginning(root).ifPresent(image -> visitor.accept(LedgerImage.sectionOf(image)));
    }

    @Override
    public void scan(RecordVisitor visitor) {
        throw new UnsupportedOperationException("A batch was to show all records but has its own alone.");
    }

    @Override
    public void fail(Throwable cause) {
        failure = cause;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void requireUsable() {}

    @Override
    public void close() {}
}
