package io.reelbudget.console.internal.api;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.console.internal.web.Etags;
import io.reelbudget.ledger.BlockingLedger;
import java.util.function.Consumer;

/**
 * What all routes share. Thread-safe.
 *
 * @param budgets the facade
 * @param wrote told of an account about which something was written
 * @param etags sees to it that edits are of what was seen
 */
record Rooms(Reelbudget budgets, Consumer<AccountPath> wrote, Etags etags) {

    Rooms(Reelbudget budgets, Consumer<AccountPath> wrote) {
        this(budgets, wrote, new Etags());
    }

    BlockingLedger ledger() {
        return budgets.ledger().blocking();
    }

    /** Tells the facade and the list that something was written. */
    void happened(AccountPath account) {
        budgets.changed(account);
        wrote.accept(account);
    }
}
