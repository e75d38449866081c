package io.reelbudget.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The demo's time: set by hand while the history is written, then running so many times faster than the wall's.
 *
 * <p>This class is thread-safe.
 */
final class DemoClock implements InstantSource {

    private final LongSupplier nanoTime;
    private final int speed;
    private volatile State state;

    private record State(Instant base, long startedNanos, Motion motion) {}

    private enum Motion {
        STANDING,
        RUNNING
    }

    /**
     * Makes a clock that stands.
     *
     * @param speed how much demo time passes in the same wall time
     */
    DemoClock(Instant start, int speed, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.speed = speed;
        this.state = new State(start, 0, Motion.STANDING);
    }

    /** Sets the time while the clock stands. */
    void set(Instant instant) {
        state = new State(instant, 0, Motion.STANDING);
    }

    /** Lets the clock run from where it stands. */
    void start() {
        state = new State(state.base(), nanoTime.getAsLong(), Motion.RUNNING);
    }

    /** Returns how long a span of wall time is in demo time. */
    Duration inDemoTime(double wallSeconds) {
        return Duration.ofMillis(Math.round(wallSeconds * 1000 * speed));
    }

    @Override
    public Instant instant() {
        State now = state;
        if (now.motion() == Motion.STANDING) {
            return now.base();
        }
        return now.base().plusNanos(Math.multiplyExact(nanoTime.getAsLong() - now.startedNanos(), (long) speed));
    }
}
