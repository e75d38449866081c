package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.escrow.EscrowLedger;
import io.reelbudget.ledger.escrow.EscrowTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A host with slices of accounts of the shared ledger, with blocking callers: the journal's jobs on the journal's
 * accounts. Taking slices, which happens once, is not measured; reporting, which goes on for ever, is.
 */
final class EscrowCallers implements Contestant {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LedgerCallers callers;

    private EscrowCallers(LedgerCallers callers) {
        this.callers = callers;
    }

    /** Opens them on a shared ledger, which is closed with them. */
    static EscrowCallers open(Ledger shared, Path directory, Accounts accounts, int count) throws Exception {
        EscrowLedger ledger =
                EscrowLedger.open(shared, directory, InstantSource.system(), EscrowTerms.of("bench"));
        EscrowCallers callers =
                new EscrowCallers(new LedgerCallers("slices of the shared ledger, 512 callers", ledger, accounts, count));
        // Each run leaves fewer accounts without a slice.
        callers.run(PATIENCE);
        callers.run(PATIENCE);
        return callers;
    }

    @Override
    public String name() {
        return callers.name();
    }

    @Override
    public Sample run(Duration span) throws Exception {
        return callers.run(span);
    }

    @Override
    public void close() throws IOException, SQLException {
        callers.close();
    }
}
