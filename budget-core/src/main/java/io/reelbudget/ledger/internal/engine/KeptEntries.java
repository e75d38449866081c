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
     * Requires that every entry is kept.
     *
     * @throws DroppedEntriesException if one was dropped
     */
    static void requireAll(EntryLog log) {
        if (log.hasDropped()) {
            throw new DroppedEntriesException(oldest(log));
        }
    }

    private static Instant oldest(EntryLog log) {
        return timeOf(log.read(log.oldest()));
    }
}
