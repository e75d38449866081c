package io.reelbudget.ledger;

/** Where an amount can be. Every posting moves it from one pool to another, so that all pools together stay at zero. */
public enum Pool {
    /** Outside the account: where grants come from. */
    OUTSIDE,
    /** Free to be held. */
    AVAILABLE,
    /** Set aside by open holds. */
    HELD,
    /** Spent. */
    POSTED,
    /** Lost when a grant expired. */
    EXPIRED
}
