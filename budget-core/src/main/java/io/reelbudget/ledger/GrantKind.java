package io.reelbudget.ledger;

/** Where a grant comes from. In burn-down order the promotional go before the paid of the same priority and expiry. */
public enum GrantKind {
    /** The plan's own, once a period. */
    ALLOWANCE,
    /** Given away. */
    PROMOTIONAL,
    /** Bought. */
    PAID
}
