package io.reelbudget.cli.demo;

import java.time.Duration;

/**
 * How much of a processor a worker really gets: its share of the machine, and later of what the jobs so far had, the
 * latest weighing most. A machine that is busy with other things thereby makes later forecasts later.
 *
 * <p>This class is thread-safe.
 */
final class WorkerSpeed {

    private static final double WEIGHT = 0.2;
    private static final double LEAST = 0.02;

    /** What all workers together get. */
    private double processors = Runtime.getRuntime().availableProcessors();

    /**
     * Takes note of a job.
     *
     * @param workers how many worked at its end
     */
    synchronized void learn(double cpuSeconds, Duration wall, int workers) {
        double seconds = Math.max(0.01, wall.toNanos() / 1e9);
        double all = workers * Math.max(LEAST, cpuSeconds / seconds);
        processors += WEIGHT * (all - processors);
    }

    /** Returns what one of so many workers gets. */
    synchronized double processorsPerWorker(int workers) {
        return Math.min(1, processors / Math.max(1, workers));
    }
}
