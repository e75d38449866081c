package com.example.store;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.LedgerContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class MyLedgerTest extends LedgerContract {

    @TempDir
    Path temporary;

    @Override
    protected Ledger open(InstantSource clock) {
        return MyLedger.open(temporary.resolve("database"), clock);
    }

    /** The ledger that was just closed; leave this out where it is lost with its process. */
    @Override
    protected Optional<Ledger> reopen(InstantSource clock) {
        return Optional.of(MyLedger.open(temporary.resolve("database"), clock));
    }
}
