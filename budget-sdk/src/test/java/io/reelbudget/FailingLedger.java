package io.reelbudget;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries out so many commands and then fails, as if the process had ended; what it carried out stays. */
final class FailingLedger implements Ledger {

    private final Ledger kept;
    private final AtomicInteger left;

    FailingLedger(Ledger kept, int commands) {
        this.kept = kept;
        this.left = new AtomicInteger(commands);
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return left.getAndDecrement() > 0
                ? kept.submit(command)
                : CompletableFuture.failedFuture(new LedgerUnavailableException("The process has ended.", null));
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        return kept.read(query);
    }

    @Override
    public CompletionStage<Verification> verify() {
        return kept.verify();
    }

    @Override
    public void close() {}
}
