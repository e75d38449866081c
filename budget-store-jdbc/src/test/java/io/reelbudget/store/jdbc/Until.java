package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads and processes do. */
final class Until {

    private static final long GLANCE_NANOS = 2_000_000;

    private Until() {}

    /** Waits until something is so, and returns how long that took; fails where it takes too long. */
    static Duration isSo(String what, Duration patience, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(patience);
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
