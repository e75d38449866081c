package io.reelbudget.bench.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes only when told. This class is thread-safe. */
final class SteppedClock implements InstantSource {

    private volatile Instant now;

    SteppedClock(Instant start) {
        now = start;
    }

    /** Lets time pass; called by one thread. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
