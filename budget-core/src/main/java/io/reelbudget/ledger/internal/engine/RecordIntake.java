package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.StoredTransaction;

/**
 * Adds records that another ledger made to a log, and what they say to the state. Callers hold the partition's lock.
 */
final class RecordIntake {

    private final EntryLog log;
    private final Recorder recorder;

    RecordIntake(EntryLog log, Recorder recorder) {
        this.log = log;
        this.recorder = recorder;
    }

    /**
     * Adds a record.
     *
     * @return its position
     * @throws IllegalArgumentException if it does not follow what is there; nothing is changed then
     */
    long add(Partition partition, PortableRecord record) {
        StoredTransaction stored = record.stored();
        requireNext(partition, record, stored.made());
        log.requireRoom(EntryLog.Need.COMMAND);
        Links links = partition.linksTo(stored.links().accounts());
        byte[] bytes = PortableRecord.relinked(record.bytes(), stored, links, stored.seal());
        try {
            long position = log.append(bytes, bytes.length);
            StoredTransaction kept = new StoredTransaction(stored.made(), links, stored.sealed(), stored.seal());
            partition.replay(kept, kept.seal(), position);
            recorder.remember(partition, kept, position);
            return position;
        } catch (RuntimeException | Error failed) {
            // The log may be ahead of the state, so nothing may be answered from it any more.
            log.fail(failed);
            throw failed;
        }
    }

    /** Requires that a record is the next one. */
    static void requireNext(Partition partition, PortableRecord record, Transaction made) {
        boolean follows = record.follows(partition.seal())
                && made.firstSequence() == partition.book.lastSequence() + 1
                && made.time() >= partition.book.lastTime();
        if (!follows) {
            throw doesNotFollow(record);
        }
    }

    static IllegalArgumentException doesNotFollow(PortableRecord record) {
        return new IllegalArgumentException("Transaction " + record.number() + " of root '" + record.root()
                + "' did not follow what the ledger keeps of it but must; a root that is there already is taken in only"
                + " where it has the same entries.");
    }
}
