package io.reelbudget.store.jdbc;

import java.time.Duration;

/**
 * When this host last asked for news, by two clocks: its own stands still while its machine is paused, as virtual ones
 * are for a snapshot or a move, and the database's may be put back. Not thread-safe.
 */
final class LastHeard {

    /** News are in sight for 15 seconds at least; who heard nothing for so long may have missed some. */
    private static final Duration SURELY_HEARD = Duration.ofSeconds(10);

    private boolean hasHeard;
    private long nanos;
    private long databaseMillis;

    /**
     * Takes note that news were asked for.
     *
     * @param nowNanos by {@link System#nanoTime}, from before they were asked for
     * @param nowMillis by the database's clock
     * @return whether some may have come and gone since the last time
     */
    boolean hasMissed(long nowNanos, long nowMillis) {
        boolean missed = !hasHeard
                || nowNanos - nanos >= SURELY_HEARD.toNanos()
                || nowMillis - databaseMillis >= SURELY_HEARD.toMillis();
        hasHeard = true;
        nanos = nowNanos;
        databaseMillis = nowMillis;
        return missed;
    }
}
