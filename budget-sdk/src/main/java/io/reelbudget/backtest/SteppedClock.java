package io.reelbudget.backtest;

import java.time.Instant;
import java.time.InstantSource;

/** The time of a replay, which is put forward from event to event. Any thread may read it. */
final class SteppedClock implements InstantSource {

    private volatile Instant now;

    SteppedClock(Instant start) {
        now = start;
    }

    void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
