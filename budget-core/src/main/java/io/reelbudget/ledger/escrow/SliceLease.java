package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.HoldId;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a slice is the host's, by two clocks: the wall clock may be put back, the other stands still while a machine
 * sleeps.
 *
 * @param hold the slice in the shared ledger
 * @param until the lease's end by the host's wall clock, less the clock error
 * @param untilNanos the same by the clock that only runs forward, from when the lease was asked for
 * @param countsUntil from when on hard limits no longer count the slice in their running windows, less the clock error:
 *     no hold may begin then before the slice is counted anew
 */
record SliceLease(HoldId hold, Instant until, long untilNanos, Instant countsUntil) {

    /** Returns whether something that lasts so long from now is over before the lease is. */
    boolean covers(Instant now, long nanos, Duration span) {
        return !now.plus(span).isAfter(until) && nanos + span.toNanos() - untilNanos <= 0;
    }

    boolean countsAt(Instant now) {
        return now.isBefore(countsUntil);
    }
}
