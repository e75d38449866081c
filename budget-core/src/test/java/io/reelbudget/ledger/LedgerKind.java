package io.reelbudget.ledger;

import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.ledger.internal.journal.FileDisk;
import java.nio.file.Path;
import java.time.InstantSource;

/** The ledgers on which every specification is run. */
enum LedgerKind {
    IN_MEMORY {
        @Override
        Ledger open(Path directory, InstantSource clock) {
            return Ledger.inMemory(clock);
        }
    },
    /** With segments so short that every specification of some length crosses from one to the next. */
    JOURNAL {
        @Override
        Ledger open(Path directory, InstantSource clock) {
            return RecordedLedger.in(FileDisk.open(directory.resolve("ledger")), SEGMENT_BYTES, clock);
        }
    };

    private static final int SEGMENT_BYTES = 96 * 1024;

    abstract Ledger open(Path directory, InstantSource clock);
}
