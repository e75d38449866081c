package com.example.store;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.LedgerContract;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A ledger in memory")
class InMemoryLedgerTest extends LedgerContract {

    @Override
    protected Ledger open(InstantSource clock) {
        return Ledger.inMemory(clock);
    }
}
