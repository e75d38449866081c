package io.reelbudget.testkit;

import io.reelbudget.ledger.Ledger;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class JournalHistoryTest extends SameHistoryContract {

    @TempDir
    Path directory;

    @Override
    protected Ledger open(InstantSource clock) {
        return Ledger.openJournal(directory.resolve("ledger"), clock);
    }
}
