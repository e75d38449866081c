package com.example.store;

import io.reelbudget.ledger.Ledger;
import java.nio.file.Path;
import java.time.InstantSource;

/** Stands for a store that somebody else wrote. */
final class MyLedger {

    private MyLedger() {}

    static Ledger open(Path database, InstantSource clock) {
        return Ledger.openJournal(database, clock);
    }
}
