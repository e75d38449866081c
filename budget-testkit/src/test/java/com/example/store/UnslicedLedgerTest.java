package com.example.store;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.escrow.EscrowLedger;
import io.reelbudget.ledger.escrow.EscrowTerms;
import io.reelbudget.testkit.LedgerContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/**
 * A share so small that nothing is taken: then all that the contract says holds, since all goes to the shared ledger.
 * With slices, balances count them as held.
 */
@DisplayName("A ledger of a host without slices")
class UnslicedLedgerTest extends LedgerContract {

    @TempDir
    Path directory;

    @Override
    protected Ledger open(InstantSource clock) {
        EscrowTerms terms = EscrowTerms.of("host").withShare(Integer.MAX_VALUE);
        return EscrowLedger.open(Ledger.inMemory(clock), directory.resolve("journal"), clock, terms);
    }
}
