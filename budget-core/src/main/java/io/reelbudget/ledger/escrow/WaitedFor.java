package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger whose answers are there when it returns: for callers that wait, who need no other thread to wake them. */
record WaitedFor(BlockingLedger calls) implements Ledger {

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        try {
            return CompletableFuture.completedFuture(calls.submit(command));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        try {
            return CompletableFuture.completedFuture(calls.read(query));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public CompletionStage<Verification> verify() {
        return CompletableFuture.completedFuture(calls.verify());
    }

    /** Whoever opened the ledger closes it. */
    @Override
    public void close() {}
}
