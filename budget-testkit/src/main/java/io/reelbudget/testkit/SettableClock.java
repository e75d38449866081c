package io.reelbudget.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that moves only when a test says so.
 *
 * <p>This class is thread-safe.
 */
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    /** Makes a clock that shows an instant. */
    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock; back, where the time is negative. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Sets the clock to an instant. */
    public void set(Instant instant) {
        now = instant;
    }
}
