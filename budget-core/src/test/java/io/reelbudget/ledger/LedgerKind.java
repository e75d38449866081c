package io.reelbudget.ledger;

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
    JOURNAL {
        @Override
        Ledger open(Path directory, InstantSource clock) {
            return Ledger.openJournal(directory.resolve("ledger"), clock);
        }
    };

    abstract Ledger open(Path directory, InstantSource clock);
}
