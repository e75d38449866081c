package io.reelbudget.account;

/** When the allowance of a period is granted. */
public enum Renewal {
    /** At the start of every period, by the ledger itself. */
    AUTOMATIC,
    /** For the running period, when the host says so by {@link io.reelbudget.ledger.Command.Renew}. */
    MANUAL,
    /** For the period in which the account is opened, and never again. */
    ONCE
}
