package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;

/** Thrown when a command or query names an account that was never opened. Nothing was changed; open it first. */
public final class UnknownAccountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AccountPath account;

    public UnknownAccountException(AccountPath account) {
        super("Account was '" + account + "' but must be one that is open; open it with a plan first.");
        this.account = account;
    }

    /** Returns the account that is not open. */
    public AccountPath account() {
        return account;
    }
}
