package io.reelbudget.bench.ledger;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** So many things in flight at once, begun by one thread and ended by others. */
final class Window {

    static final int SIZE = 4_096;

    private static final int MAX_LATENCIES = 1 << 20;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** So many places are given back together: what is measured is not the waking of the thread that begins. */
    private static final int BLOCK = 64;

    private final Semaphore free = new Semaphore(SIZE);
    private final AtomicInteger ended = new AtomicInteger();
    private long begun;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final long[] latencies = new long[MAX_LATENCIES];
    private final AtomicInteger latencyCount = new AtomicInteger();

    /** Waits until one more may begin. */
    void begin() throws InterruptedException {
        free.acquire();
        begun++;
    }

    /** Says that some ended. */
    void end(int count) {
        free.release(count);
    }

    /** Says that one ended which had begun at a time of {@link System#nanoTime}. */
    void end(long since, @Nullable Throwable failed) {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        }
        int at = latencyCount.getAndIncrement();
        if (at < MAX_LATENCIES) {
            latencies[at] = System.nanoTime() - since;
        }
        endOne();
    }

    private void endOne() {
        if (ended.incrementAndGet() % BLOCK == 0) {
            free.release(BLOCK);
        }
    }

    /**
     * Keeps the window full for a span of time, then waits for the rest.
     *
     * @param perJob how many make a job
     * @param next begins one, which calls {@link #end} later
     */
    Sample run(Duration span, int perJob, Runnable next) throws InterruptedException {
        latencyCount.set(0);
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + span.toNanos();
        long count = 0;
        while (count % BLOCK != 0 || System.nanoTime() < end) {
            begin();
            next.run();
            count++;
        }
        awaitEmpty();
        long nanos = System.nanoTime() - start;
        long[] kept = Arrays.copyOf(latencies, Math.min(MAX_LATENCIES, latencyCount.get()));
        return new Sample(count / perJob, nanos, SYSTEM.getProcessCpuTime() - cpu, kept);
    }

    /** Waits until all have ended, and throws what one of them failed with. */
    void awaitEmpty() throws InterruptedException {
        while (begun % BLOCK != 0) {
            begin();
            endOne();
        }
        free.acquire(SIZE);
        free.release(SIZE);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("One of what was in flight failed.", failed);
        }
    }
}
