package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import java.util.Optional;

/** The turns of a ledger that no other host can open. */
final class OnlyHost implements HostTurns {

    static final HostTurns TURNS = new OnlyHost();

    private static final Optional<Turn> ENDLESS = Optional.of(new Turn() {
        @Override
        public long number() {
            return 0;
        }

        @Override
        public boolean holds() {
            return true;
        }

        @Override
        public void close() {
            // There is nobody to give it to.
        }
    });

    private OnlyHost() {}

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
        return ENDLESS;
    }

    @Override
    public void tell(AccountPath account) {
        // There is nobody to tell.
    }

    @Override
    public void listen(Listener listener) {
        // There is nobody to hear from.
    }
}
