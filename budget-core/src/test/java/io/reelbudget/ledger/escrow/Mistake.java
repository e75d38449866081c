package io.reelbudget.ledger.escrow;

/** A mistake that is made on purpose, so that the simulation shows that it finds such. */
enum Mistake {
    NONE,
    /** The shared ledger expires slices as it does other holds. */
    SLICES_EXPIRE,
    /** A report is sent again under other keys. */
    KEYS_CHANGE,
    /** Now and then a slice is taken for granted that the shared ledger never held. */
    SLICES_NOT_DEBITED,
    /** What is given back stays free in the host's own ledger. */
    GIVEN_BACK_STAYS,
    /** A host that is opened again does not look for what it had not reported. */
    CAPTURES_FORGOTTEN,
    /** The clock that only runs forward stands still. */
    CLOCK_STANDS_STILL,
    /** The host does not see that its slice was written off. */
    WRITE_OFF_OVERLOOKED,
    /** A key that was sent on leaves no trace in the host's own ledger. */
    TRACES_LOST
}
