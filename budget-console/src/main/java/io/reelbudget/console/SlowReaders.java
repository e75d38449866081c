package io.reelbudget.console;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections of clients that do not read their answer, each of which holds a thread. The JDK's server has a
 * time limit for answers, too, but would end streams of events by it. Thread-safe.
 */
final class SlowReaders implements AutoCloseable {

    private static final int LOOKS = 4;

    private final long patienceNanos;
    private final Map<HttpExchange, Long> begun = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(SlowReaders::daemon);

    /** @param patience how long an answer may take to be read */
    SlowReaders(Duration patience) {
        this.patienceNanos = patience.toNanos();
        long every = Math.max(1, patienceNanos / LOOKS);
        var unused = clock.scheduleWithFixedDelay(this::closeOverdue, every, every, TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "reelbudget-console-clock");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes note that an answer begins to be written. */
    void begin(HttpExchange exchange) {
        begun.put(exchange, System.nanoTime());
    }

    /** Takes note that an answer was written, or is written by somebody else from now on. */
    void end(HttpExchange exchange) {
        begun.remove(exchange);
    }

    private void closeOverdue() {
        long now = System.nanoTime();
        begun.forEach((exchange, since) -> {
            if (now - since > patienceNanos && begun.remove(exchange) != null) {
                // Closing may wait for the very write that hangs: no other may wait with it.
                daemon(exchange::close).start();
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
