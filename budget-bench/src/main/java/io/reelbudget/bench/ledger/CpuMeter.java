package io.reelbudget.bench.ledger;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Runs jobs on the calling thread and says what one costs. */
final class CpuMeter {

    /** As many jobs as are done between two looks at the clock. */
    private static final int STRIDE = 500;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private CpuMeter() {}

    /**
     * What one job took.
     *
     * @param jobs how many there were
     * @param cpuNanos processor time of the thread that did it
     * @param processCpuNanos processor time of the whole process, with collecting garbage and compiling
     * @param allocatedBytes what the thread allocated
     */
    record Cost(long jobs, double wallNanos, double cpuNanos, double processCpuNanos, double allocatedBytes) {}

    /**
     * Runs jobs for a while, at most so many.
     *
     * @param span how much processor time to spend on them: on a busy machine it takes longer
     */
    static Cost measure(Jobs jobs, Duration span, long atMost) throws Exception {
        long self = Thread.currentThread().getId();
        long count = 0;
        long allocated = THREADS.getThreadAllocatedBytes(self);
        long processCpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        long spent;
        long cpu = THREADS.getCurrentThreadCpuTime();
        do {
            for (int i = 0; i < STRIDE; i++) {
                jobs.run();
            }
            count += STRIDE;
            spent = THREADS.getCurrentThreadCpuTime() - cpu;
        } while (spent < span.toNanos() && count < atMost);
        double done = count;
        return new Cost(
                count,
                (System.nanoTime() - wall) / done,
                spent / done,
                (SYSTEM.getProcessCpuTime() - processCpu) / done,
                (THREADS.getThreadAllocatedBytes(self) - allocated) / done);
    }
}
