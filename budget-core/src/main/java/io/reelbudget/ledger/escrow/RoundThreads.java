package io.reelbudget.ledger.escrow;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that settle slices, which mostly wait for the shared ledger, and the one that says when. */
final class RoundThreads implements Executor, AutoCloseable {

    /** So many slices are settled at a time: what they send goes in the shared ledger's batches. */
    private static final int SIDE_BY_SIDE = 64;

    /** Longer than a shared ledger tries. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ExecutorService rounds;
    private final ScheduledExecutorService pulse;

    RoundThreads(String host) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory daemons = work -> {
            Thread thread = new Thread(work, "escrow-" + host + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        rounds = Executors.newFixedThreadPool(SIDE_BY_SIDE, daemons);
        pulse = Executors.newSingleThreadScheduledExecutor(daemons);
    }

    @Override
    public void execute(Runnable round) {
        rounds.execute(round);
    }

    /** Does something again and again until this is closed. */
    void every(Runnable work) {
        ScheduledFuture<?> unused =
                pulse.scheduleWithFixedDelay(work, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for rounds that were begun. */
    @Override
    public void close() {
        pulse.shutdownNow();
        rounds.shutdown();
        try {
            if (!rounds.awaitTermination(LONGEST_ROUND.toSeconds(), TimeUnit.SECONDS)) {
                rounds.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            rounds.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
