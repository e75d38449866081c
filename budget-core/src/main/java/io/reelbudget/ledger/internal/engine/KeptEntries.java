package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.JournalRetention;
import io.reelbudget.ledger.internal.journal.DroppedRecordException;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.journal.SegmentRetention;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which entries a log keeps, by their time. All methods are thread-safe. */
final class KeptEntries {

    private KeptEntries() {}

    /** Says of a journal's records, which it cannot read itself, whether they may go. */
    static SegmentRetention retention(JournalRetention retention, InstantSource clock) {
        return new SegmentRetention(
                retention.age().map(age -> record -> timeOf(record).isBefore(cut(clock, age))), retention.archive());
    }

    private static Instant cut(InstantSource clock, Duration age) {
        return clock.instant().minus(age);
    }

    private static Instant timeOf(byte[] record) {
        return LedgerTime.instant(TransactionCodec.decode(record).made().time());
    }

    /**
     * Returns the transaction at a position.
     *
     * @throws DroppedEntriesException if it was dropped
     */
    static StoredTransaction read(EntryLog log, long position) {
        try {
            return TransactionCodec.decode(log.read(position));
        } catch (DroppedRecordException dropped) {
            throw new DroppedEntriesException(oldest(log));
        }
    }

    /**
     * Requires that no entry was dropped.
     *
     * @throws DroppedEntriesException if some were
     */
    static void requireAll(EntryLog log) {
        if (log.hasDropped()) {
            throw new DroppedEntriesException(oldest(log));
        }
    }

    /** Shows each root as the oldest snapshot has it that stands for dropped entries; none where none was dropped. */
    static void beginnings(EntryLog log, Consumer<Partition> visitor) {
        Partitions apart = new Partitions();
        log.sections(section -> {
            if (!LedgerImage.rootOf(section).isEmpty()) {
                visitor.accept(LedgerImage.partitionOf(section, apart));
            }
        });
    }

    /** Returns one root as that snapshot has it, null where its first entry is kept. */
    static @Nullable Partition beginning(EntryLog log, String root) {
        List<Partition> found = new ArrayList<>(1);
        Partitions apart = new Partitions();
        log.sections(root, section -> {
            if (LedgerImage.rootOf(section).equals(root)) {
                found.add(LedgerImage.partitionOf(section, apart));
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static Instant oldest(EntryLog log) {
        return timeOf(log.read(log.oldest()));
    }
}
