package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.Labels;

/**
 * What jobs with the same labels cost together.
 *
 * @param micros how much, in millionths
 * @param labels those that reports keep apart
 */
record Charge(long micros, Labels labels) {

    /** Returns whether it went back to the shared ledger unspent, and is no cost. */
    boolean isReturned() {
        return labels.equals(SliceNames.RETURNED);
    }
}
