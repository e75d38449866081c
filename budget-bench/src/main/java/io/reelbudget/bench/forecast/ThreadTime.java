package io.reelbudget.bench.forecast;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time that the calling thread used, which other programs on the machine do not add to. */
final class ThreadTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ThreadTime() {}

    /** Returns the nanoseconds since some instant of the past. */
    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
