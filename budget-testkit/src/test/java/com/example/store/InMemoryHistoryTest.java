package com.example.store;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.SameHistoryContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The other way round: the journal says what is right. */
class InMemoryHistoryTest extends SameHistoryContract {

    @TempDir
    Path directory;

    @Override
    protected Ledger open(InstantSource clock) {
        return Ledger.inMemory(clock);
    }

    @Override
    protected Ledger openOther(InstantSource clock) {
        return Ledger.openJournal(directory.resolve("ledger"), clock);
    }
}
