package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger whose turns are all this host's, and that knows in how many of them something goes on. */
final class CountedTurns implements Ledger, HostTurns {

    final AtomicInteger begun = new AtomicInteger();

    private final Ledger ledger;

    CountedTurns(InstantSource clock) {
        this.ledger = Ledger.inMemory(clock);
    }

    @Override
    public HostTurns turns() {
        return this;
    }

    @Override
    public void offer(AccountPath account) {
        // It is this host's anyway.
    }

    @Override
    public boolean isOurs(AccountPath account) {
        return true;
    }

    @Override
    public Optional<Turn> begin(AccountPath account) {
        begun.incrementAndGet();
        AtomicBoolean isOver = new AtomicBoolean();
        return Optional.of(new Turn() {
            @Override
            public long number() {
                return 1;
            }

            @Override
            public boolean holds() {
                return true;
            }

            @Override
            public void close() {
                if (!isOver.getAndSet(true)) {
                    begun.decrementAndGet();
                }
            }
        });
    }

    @Override
    public void tell(AccountPath account) {
        // There is nobody to tell.
    }

    @Override
    public void listen(Listener listener) {
        // There is nobody to hear from.
    }

    @Override
    public <R> CompletionStage<R> submit(Command<R> command) {
        return ledger.submit(command);
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
