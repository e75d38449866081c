package com.example.store;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.SameHistoryContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class MyHistoryTest extends SameHistoryContract {

    @TempDir
    Path temporary;

    @Override
    protected Ledger open(InstantSource clock) {
        return MyLedger.open(temporary.resolve("database"), clock);
    }

    /** Leave this out where a ledger is lost with its process. */
    @Override
    protected Ledger restarted(Ledger ledger, InstantSource clock) {
        ledger.close();
        return open(clock);
    }
}
