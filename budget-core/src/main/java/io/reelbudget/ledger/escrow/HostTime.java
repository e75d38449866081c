package io.reelbudget.ledger.escrow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The host's two clocks.
 *
 * @param wall the time of day, which may be put forward and back
 * @param nanos a clock that only runs forward, at whatever origin
 */
record HostTime(InstantSource wall, LongSupplier nanos) {

    Instant now() {
        return wall.instant();
    }

    long nanoTime() {
        return nanos.getAsLong();
    }
}
