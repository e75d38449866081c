package io.reelbudget.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is put on. */
final class SettableClock implements InstantSource {

    private volatile Instant now = Situations.NOW;

    @Override
    public Instant instant() {
        return now;
    }

    void putOn(Duration by) {
        now = now.plus(by);
    }
}
