package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** One host's sight of a ledger that others share: whose turn it is, and what is heard, is as the test says. */
final class SharedTurns implements Ledger, HostTurns {

    private final Ledger ledger;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    volatile boolean isOurs;

    /** How often {@link Turn#holds} is still answered with yes. */
    volatile int holdsFor = Integer.MAX_VALUE;

    /** Whether it is answered with no from then on; otherwise it cannot be asked. */
    volatile boolean isKnown = true;

    SharedTurns(Ledger ledger, boolean isOurs) {
        this.ledger = ledger;
        this.isOurs = isOurs;
    }

    void hear(AccountPath account) {
        listeners.forEach(each -> each.noted(account.root()));
    }

    @Override
    public HostTurns turns() {
        return this;
    }

    @Override
    public void offer(AccountPath account) {
        // The test says whose turn it is.
    }

    @Override
    public boolean isOurs(AccountPath account) {
        return isOurs;
    }

    @Override
    public Optional<Turn> begin(AccountPath account) {
        return isOurs ? Optional.of(new Begun()) : Optional.empty();
    }

    @Override
    public void tell(AccountPath account) {
        // Nobody is told.
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    private final class Begun implements Turn {
        @Override
        public long number() {
            return 7;
        }

        @Override
        public boolean holds() {
            int left = holdsFor;
            holdsFor = left - 1;
            if (left <= 0 && !isKnown) {
                throw new LedgerUnavailableException("Whose turn it is was not known.");
            }
            return left > 0;
        }

        @Override
        public void close() {
            // The test says whose turn it is.
        }
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
        // It is the test's.
    }
}
