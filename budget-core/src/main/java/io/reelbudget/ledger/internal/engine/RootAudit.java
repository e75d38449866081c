package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.RecordVisitor;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Recomputes some roots of a shared store from their records and compares with what the store would begin from: the
 * image of each root and the records after it. One thread uses it, once.
 */
public final class RootAudit {

    private final Partitions partitions = new Partitions();
    private final Map<Integer, Partition> byNumber = new HashMap<>();
    private final List<byte[]> beginnings = new ArrayList<>();

    /** Makes one without roots. */
    public RootAudit() {}

    /** Takes a root in of which no image is kept. */
    public void begin(int number, String root) {
        add(new Partition(partitions.stripeOf(root), number, root));
    }

    /** Takes a root in as an image has it. */
    public void restore(byte[] image) {
        add(PartitionImage.read(new SectionReader(image), partitions));
    }

    /** Takes in what stands for records of a root that were dropped; what it says is taken for granted. */
    public void beginAt(byte[] beginning) {
        beginnings.add(LedgerImage.sectionOf(beginning));
    }

    private void add(Partition partition) {
        byNumber.put(partition.number, partition);
        partitions.add(partition);
    }

    /**
     * Compares.
     *
     * @param records shows all records of the roots, those of each in their order; called twice
     */
    public Verification compare(Consumer<ObjLongConsumer<byte[]>> records) {
        records.accept((record, position) -> {
            Partition partition = byNumber.get(Positions.rootOf(position));
            if (partition != null && position > partition.lastPosition()) {
                StoredTransaction stored = TransactionCodec.decode(record);
                partition.replay(stored, stored.seal(), position);
            }
        });
        return Audit.of(new Shown(records, beginnings), partitions);
    }

    /** Returns how many transactions of a root there were, once compared. */
    public long transactions(int root) {
        Partition partition = byNumber.get(root);
        return partition == null || partition.lastPosition() == Links.NONE
                ? 0
                : Positions.countThrough(partition.lastPosition());
    }

    /** Returns what a root came to, once compared. */
    public RootDesk.Image image(int root) {
        Partition partition = byNumber.get(root);
        if (partition == null) {
            throw new IllegalStateException("Root " + root + " was not among those that were compared.");
        }
        return RootDesk.image(partition);
    }

    /** Records that are there to be read one after the other. */
    private static final class Shown implements EntryLog {

        private final Consumer<ObjLongConsumer<byte[]>> records;
        private final List<byte[]> beginnings;

        Shown(Consumer<ObjLongConsumer<byte[]>> records, List<byte[]> beginnings) {
            this.records = records;
            this.beginnings = beginnings;
        }

        @Override
        public void sections(Consumer<byte[]> visitor) {
            beginnings.forEach(visitor);
        }

        @Override
        public long append(byte[] bytes, int length) {
            throw new UnsupportedOperationException("Records that are compared were to be added to.");
        }

        @Override
        public CompletableFuture<Void> durable(long position) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public byte[] read(long position) {
            throw new UnsupportedOperationException("Records that are compared were to be read one by one.");
        }

        @Override
        public void scan(RecordVisitor visitor) {
            records.accept((record, position) -> visitor.visit(position, record));
        }

        @Override
        public void fail(Throwable cause) {}

        @Override
        public String name() {
            return "records to compare";
        }

        @Override
        public void requireUsable() {}

        @Override
        public void close() {}
    }
}
