package io.reelbudget.console.internal.api;

import java.util.concurrent.TimeUnit;

/**
 * How soon all accounts are read again: reading takes at most a share of the time, and is at least a second apart. The
 * first time says nothing of the next, since it reads weeks of usage of each account. Not thread-safe.
 */
final class RefreshPace {

    /** Reading all accounts takes at most a twentieth of the time. */
    private static final long IDLE_SHARE = 20;

    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private long endedAt;
    private long took;
    private int times;

    /** @param eagerness 1 by itself; less where nobody waits for it */
    boolean isDue(long now, double eagerness) {
        return times == 0 || now - endedAt > Math.max((double) SHORTEST_PAUSE, IDLE_SHARE * took / eagerness);
    }

    void done(long began, long ended) {
        took = times == 0 ? 0 : ended - began;
        endedAt = ended;
        times++;
    }
}
