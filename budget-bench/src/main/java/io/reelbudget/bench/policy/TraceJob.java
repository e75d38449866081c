package io.reelbudget.bench.policy;

/**
 * One row of a usage log.
 *
 * @param user whose, numbered from 0
 * @param submit when it was handed in, in seconds since 1970
 * @param start when it began
 * @param end when it ended
 * @param processors how many processors it had
 * @param requested the run time that was asked for, in seconds, more than zero
 * @param cost what it cost, in processor seconds
 */
record TraceJob(int user, double submit, double start, double end, int processors, double requested, double cost) {

    /** Returns how long it ran, in seconds. */
    double run() {
        return end - start;
    }

    /** Returns what was asked for, in processor seconds: known when it is handed in. */
    double asked() {
        return processors * requested;
    }
}
