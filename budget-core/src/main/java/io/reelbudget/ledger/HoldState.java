package io.reelbudget.ledger;

/** What became of a hold. */
public enum HoldState {
    /** It sets its amount aside. */
    OPEN,
    /** Its job's cost was posted. */
    CAPTURED,
    /** It was given back. */
    RELEASED,
    /** Its lease ran out and its amount was given back; a late capture is still recorded. */
    EXPIRED
}
