package io.reelbudget.policy.scaling;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A ledger that tells of each question it is asked. */
record CountingLedger(Ledger ledger, Consumer<Query<?>> asked) implements Ledger {

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return ledger.submit(command);
    }

    @Override
    public <R> CompletionStage<R> read(Query<R> query) {
        asked.accept(query);
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
