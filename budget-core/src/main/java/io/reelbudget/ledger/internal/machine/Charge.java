package io.reelbudget.ledger.internal.machine;

/** Why something was posted, or given back, without a hold. */
public enum Charge {
    /** Usage of the running period. */
    USAGE(0),
    /** Usage of a period that is over. */
    LATE_USAGE(1),
    /** An adjustment that names no earlier entry. */
    ADJUSTMENT(2),
    /** A refund. */
    REFUND(3),
    /** Another total for an earlier capture. */
    CORRECTION(4);

    private final int code;

    Charge(int code) {
        this.code = code;
    }

    /** Returns the number that stands for it in the journal. */
    public int code() {
        return code;
    }
}
