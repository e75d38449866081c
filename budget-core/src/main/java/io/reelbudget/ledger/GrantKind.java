package io.reelbudget.ledger;

/** Where a grant comes from. In burn-down order the paid go after all others of the same priority and expiry. */
public enum GrantKind {
    /** The plan's own, once a period. */
    ALLOWANCE,
    /** Given away. */
    PROMOTIONAL,
    /** Bought. */
    PAID,
    /** What an earlier period did not use up. */
    ROLLOVER,
    /** Given back: a refund whose grant is gone, or an adjustment. */
    ADJUSTMENT
}
