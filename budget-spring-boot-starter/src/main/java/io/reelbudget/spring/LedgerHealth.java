package io.reelbudget.spring;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.UnknownAccountException;
import java.util.Optional;

/**
 * Whether a ledger takes commands. An account that runs out is no fault of the application, so it is no matter of
 * health.
 *
 * @param budgets whose ledger
 */
record LedgerHealth(Reelbudget budgets) {

    private static final AccountPath NOBODY = AccountPath.of("reelbudget-health");

    /** Returns why the ledger answers nothing any more; empty where it does. */
    Optional<LedgerUnavailableException> check() {
        AccountPath asked = budgets.terms().keySet().stream().findFirst().orElse(NOBODY);
        try {
            Object unused = budgets.balance(asked);
            return Optional.empty();
        } catch (UnknownAccountException answered) {
            return Optional.empty();
        } catch (LedgerUnavailableException unavailable) {
            return Optional.of(unavailable);
        }
    }

    /** Returns how many accounts were opened in this process. */
    int accounts() {
        return budgets.terms().size();
    }
}
