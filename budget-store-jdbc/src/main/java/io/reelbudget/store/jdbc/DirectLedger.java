package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Verification;
import java.util.concurrent.CompletionStage;

/** The same ledger as another, whose answers arrive on that one's own threads. */
abstract class DirectLedger implements Ledger {

    private final Ledger same;

    DirectLedger(Ledger same) {
        this.same = same;
    }

    @Override
    public final CompletionStage<Verification> verify() {
        return same.verify();
    }

    @Override
    public final HostTurns turns() {
        return same.turns();
    }

    @Override
    public final void close() {
        same.close();
    }
}
