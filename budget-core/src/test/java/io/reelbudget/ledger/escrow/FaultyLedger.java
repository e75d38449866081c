package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger as one host sees it, with the faults that befall the host. It outlives the host. */
class FaultyLedger implements Ledger {

    private final Ledger ledger;

    /** Answers at once, without another thread. */
    private final Ledger calls;

    private final HostFaults faults;
    private final boolean shared;

    FaultyLedger(Ledger ledger, HostFaults faults, boolean shared) {
        this.ledger = ledger;
        this.calls = new WaitedFor(ledger.blocking());
        this.faults = faults;
        this.shared = shared;
    }

    /** Has a command carried out; what it comes to is not known to the host yet. */
    <R> CompletionStage<R> carryOut(Command<R> command) {
        return calls.submit(command);
    }

    <R> CompletionStage<R> answer(Query<R> query) {
        return calls.read(query);
    }

    @Override
    public final <R> CompletionStage<R> submit(Command<R> command) {
        try {
            boolean fails = faults.begin(shared);
            CompletionStage<R> answer = carryOut(command);
            faults.look();
            return fails ? CompletableFuture.failedFuture(faults.end()) : answer;
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    @Override
    public final <R> CompletionStage<R> read(Query<R> query) {
        try {
            boolean fails = faults.begin(shared);
            return fails ? CompletableFuture.failedFuture(faults.end()) : answer(query);
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    @Override
    public CompletionStage<Verification> verify() {
        return ledger.verify();
    }

    @Override
    public void close() {}
}
