package io.reelbudget;

import io.reelbudget.price.PriceBreakdown;

/**
 * What a job is charged, and whether it moved the counters of volumes.
 *
 * <p>Whether it did is asked of the engine once, before the charge is posted: what a host's engine says or throws later
 * changes nothing.
 *
 * <p>This class is immutable and thread-safe.
 */
record CountedPrice(PriceBreakdown price, Counting counting) {

    /** Whether an engine's prices depend on volumes. */
    enum Counting {
        /** They do, so the counters were moved. */
        MOVED,
        /** They do not. */
        NONE
    }

    boolean moved() {
        return counting == Counting.MOVED;
    }
}
