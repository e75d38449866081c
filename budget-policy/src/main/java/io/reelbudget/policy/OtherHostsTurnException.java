package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;

/**
 * An account was to be looked at whose root another host looks after now, or nobody yet. What was not done here is done
 * by the host whose turn it is: nothing needs to be tried again.
 */
public final class OtherHostsTurnException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient AccountPath account;

    OtherHostsTurnException(AccountPath account) {
        super("Account " + account + " was to be looked at here but it must be the host whose turn it is that does so;"
                + " tell it by HostTurns.tell, or wait until the turn is this host's.");
        this.account = account;
    }

    /** Returns which account. */
    public AccountPath account() {
        return account;
    }
}
