package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;

/** Thrown when an account that is open is opened again with another plan. Nothing was changed; it keeps its plan. */
public final class PlanConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AccountPath account;

    public PlanConflictException(AccountPath account) {
        super("Account '" + account + "' was open with another plan but must be opened with the same one again;"
                + " change the plan of an account that is open by changePlan.");
        this.account = account;
    }

    /** Returns the account that is open already. */
    public AccountPath account() {
        return account;
    }
}
