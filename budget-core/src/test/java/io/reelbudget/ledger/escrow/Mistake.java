package io.reelbudget.ledger.escrow;

/** A mistake that is made on purpose, so that the simulation shows that it finds such. */
enum Mistake {
    NONE,
    /** The shared ledger expires slices as it does other holds. */
    SLICES_EXPIRE,
    /** A report is sent again under other keys, and it cannot be seen what a slice holds. */
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
    TRACES_LOST,
    /** What was spent beyond a slice is taken from what it holds for other jobs. */
    OVERRUNS_USE_COVER,
    /** Nobody asks what became of a capture whose answer is not known. */
    DOUBTS_FORGOTTEN
}
