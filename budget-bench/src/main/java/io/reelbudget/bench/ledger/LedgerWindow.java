package io.reelbudget.bench.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * A ledger, that of the journal or another, with so many jobs in flight: each captures when its hold is answered. Not
 * thread-safe.
 */
final class LedgerWindow implements Contestant {

    private final String name;
    private final Window window = new Window();
    private final KeySequence keys = new KeySequence(1);
    private final Ledger ledger;
    private final Accounts accounts;

    LedgerWindow(Path directory, Accounts accounts) throws Exception {
        this("journal", Ledger.openJournal(directory, InstantSource.system()), accounts);
    }

    /** Makes one on a ledger, which is closed with it. */
    LedgerWindow(String name, Ledger ledger, Accounts accounts) throws Exception {
        this.name = name;
        this.accounts = accounts;
        this.ledger = ledger;
        accounts.openIn(ledger);
    }

    @Override
    public String name() {
        return name + ", " + Window.SIZE + " jobs in flight";
    }

    @Override
    public Sample run(Duration span) throws InterruptedException {
        return window.run(span, 1, this::begin);
    }

    private void begin() {
        long begun = System.nanoTime();
        AccountPath account = accounts.get(keys.nextBelow(accounts.size()));
        IdempotencyKey capture = keys.next();
        Amount cost = LedgerJobs.cost(keys);
        ledger.submit(new Command.PlaceHold(account, keys.next(), LedgerJobs.held(), LedgerJobs.LEASE, Labels.none()))
                .thenCompose(answer -> capture(answer, capture, cost))
                .whenComplete((captured, failed) -> window.end(begun, failed));
    }

    private CompletionStage<Result.Captured> capture(Result.HoldResult answer, IdempotencyKey key, Amount cost) {
        HoldId hold = LedgerJobs.requireHeld(answer).id();
        return ledger.submit(new Command.CaptureHold(hold, key, cost, Labels.none()));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
