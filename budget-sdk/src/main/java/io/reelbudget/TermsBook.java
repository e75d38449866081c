package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The terms of the accounts that were opened here; an account without its own has those above it.
 *
 * <p>This class is thread-safe.
 */
final class TermsBook {

    private final BlockingLedger ledger;
    private final Map<AccountPath, AccountTerms> terms = new ConcurrentHashMap<>();

    TermsBook(BlockingLedger ledger) {
        this.ledger = ledger;
    }

    void set(AccountPath account, AccountTerms accountTerms) {
        terms.put(account, accountTerms);
    }

    /** Returns whether an account has terms of its own. */
    boolean hasOwn(AccountPath account) {
        return terms.containsKey(account);
    }

    /**
     * Returns the terms of an account.
     *
     * @throws io.reelbudget.ledger.UnknownAccountException if it is not open
     * @throws IllegalStateException if neither it nor one above it was opened in this process
     */
    AccountTerms of(AccountPath account) {
        for (AccountPath level = account; ; level = level.parent().orElseThrow()) {
            AccountTerms found = terms.get(level);
            if (found != null) {
                return found;
            }
            if (level.parent().isEmpty()) {
                ledger.balance(account); // an account that was never opened is the likelier mistake
                throw new IllegalStateException("Account '" + account
                        + "' had no terms but must have them in every process that admits its jobs; call open for it.");
            }
        }
    }

    Map<AccountPath, AccountTerms> all() {
        return Map.copyOf(terms);
    }
}
