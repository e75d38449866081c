package io.reelbudget.policy.scaling;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger that takes so many commands and then none. */
final class DyingLedger implements Ledger {

    private final Ledger ledger;
    private int left;

    DyingLedger(Ledger ledger, int commands) {
        this.ledger = ledger;
        this.left = commands;
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return left-- > 0
                ? ledger.submit(command)
                : CompletableFuture.failedFuture(new LedgerUnavailableException("The process was killed."));
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        return ledger.read(query);
    }

    @Override
    public CompletionStage<Verification> verify() {
        return ledger.verify();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
