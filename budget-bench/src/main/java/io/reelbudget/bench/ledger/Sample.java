package io.reelbudget.bench.ledger;

import java.util.Arrays;

/**
 * What a contestant did in a round.
 *
 * @param jobs how many jobs it finished
 * @param nanos how long it took
 * @param processCpuNanos the processor time of the whole process meanwhile
 * @param latencies how long jobs took, in nanoseconds, sorted; of some or all of them
 */
@SuppressWarnings("ArrayRecordComponent") // Read by the table only.
record Sample(long jobs, long nanos, long processCpuNanos, long[] latencies) {

    Sample {
        Arrays.sort(latencies);
    }

    double perSecond() {
        return jobs * 1e9 / nanos;
    }

    double cpuMicros() {
        return processCpuNanos / 1e3 / jobs;
    }

    /** Returns the latency that a share of the jobs kept within, in milliseconds; not a number where none was noted. */
    double latencyMillis(double share) {
        if (latencies.length == 0) {
            return Double.NaN;
        }
        return latencies[(int) Math.min(latencies.length - 1L, (long) (latencies.length * share))] / 1e6;
    }
}
