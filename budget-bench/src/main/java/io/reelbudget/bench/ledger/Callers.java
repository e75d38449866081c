package io.reelbudget.bench.ledger;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** So many threads, each of which does one blocking job after the other. Not thread-safe. */
final class Callers implements AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<Jobs> jobs = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * Starts the threads.
     *
     * @param jobsOf makes the jobs of a caller, by its number from 0
     */
    Callers(int count, IntFunction<Jobs> jobsOf) {
        this.threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            jobs.add(jobsOf.apply(i));
        }
    }

    Sample run(Duration span) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + span.toNanos();
        List<Future<long[]>> running = new ArrayList<>();
        for (Jobs callers : jobs) {
            running.add(threads.submit((Callable<long[]>) () -> runUntil(end, callers)));
        }
        List<long[]> latencies = new ArrayList<>();
        for (Future<long[]> caller : running) {
            latencies.add(result(caller));
        }
        long nanos = System.nanoTime() - start;
        long[] all = latencies.stream().flatMapToLong(Arrays::stream).toArray();
        return new Sample(all.length, nanos, SYSTEM.getProcessCpuTime() - cpu, all);
    }

    private static long[] result(Future<long[]> caller) throws Exception {
        try {
            return caller.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private static long[] runUntil(long end, Jobs jobs) throws Exception {
        long[] latencies = new long[1_024];
        int count = 0;
        long now = System.nanoTime();
        while (now < end) {
            long begun = now;
            jobs.run();
            now = System.nanoTime();
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = now - begun;
        }
        return Arrays.copyOf(latencies, count);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
