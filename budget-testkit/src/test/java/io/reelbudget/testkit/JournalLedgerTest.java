package io.reelbudget.testkit;

import io.reelbudget.ledger.Ledger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A ledger whose journal is in a directory")
class JournalLedgerTest extends LedgerContract {

    @TempDir
    Path directory;

    @Override
    protected Ledger open(InstantSource clock) {
        return Ledger.openJournal(directory.resolve("ledger"), clock);
    }

    @Override
    protected Optional<Ledger> reopen(InstantSource clock) {
        return Optional.of(open(clock));
    }
}
