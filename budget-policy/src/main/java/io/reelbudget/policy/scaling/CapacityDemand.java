package io.reelbudget.policy.scaling;

import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is to do, and what does it already.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param now when it is looked at
 * @param jobs what waits, at most {@value #MOST_JOBS}
 * @param running instances that work or boot already
 * @param arrivals what is expected to come besides, if anything
 */
public record CapacityDemand(Instant now, List<Job> jobs, List<Running> running, Optional<Arrivals> arrivals) {

    /** More jobs than this are planned in several goes. */
    public static final int MOST_JOBS = 100_000;

    private static final double MOST_SECONDS = 1e12;

    public CapacityDemand {
        jobs = List.copyOf(jobs);
        running = List.copyOf(running);
        if (jobs.size() > MOST_JOBS) {
            throw new IllegalArgumentException(
                    "Jobs were " + jobs.size() + " but must be at most " + MOST_JOBS + "; plan for those due first.");
        }
    }

    /** Returns the demand of jobs that wait while nothing runs and nothing is expected. */
    public static CapacityDemand of(Instant now, List<Job> jobs) {
        return new CapacityDemand(now, jobs, List.of(), Optional.empty());
    }

    /** Returns this while some instances run. */
    public CapacityDemand beside(List<Running> instances) {
        return new CapacityDemand(now, jobs, instances, arrivals);
    }

    /** Returns this with expected arrivals. */
    public CapacityDemand expecting(Arrivals expected) {
        return new CapacityDemand(now, jobs, running, Optional.of(expected));
    }

    /**
     * A job that waits.
     *
     * @param id its name
     * @param cpuSeconds how much processor time it is expected to take, more than zero
     * @param due by when it is wanted, if ever
     */
    public record Job(JobId id, Quantiles cpuSeconds, Optional<Instant> due) {
        public Job {
            requireWork("Job '" + id + "'", cpuSeconds);
        }
    }

    /**
     * Instances that are there already.
     *
     * @param offer of which type
     * @param count how many, one or more
     * @param from from when they can take a job
     */
    public record Running(InstanceOffer offer, int count, Instant from) {
        public Running {
            if (count < 1 || count > InstanceOffer.MOST) {
                throw new IllegalArgumentException("Running instances were " + count + " but must be 1 to "
                        + InstanceOffer.MOST + "; leave them out for none.");
            }
        }
    }

    /**
     * Jobs that are expected to come, one by one at random (a Poisson stream).
     *
     * @param from from when on
     * @param lasting for how long, more than zero
     * @param perHour how many in an hour, more than zero
     * @param cpuSeconds how much processor time each takes, more than zero
     * @param longestWait the longest that one should wait until it begins, more than zero
     */
    public record Arrivals(Instant from, Duration lasting, double perHour, Quantiles cpuSeconds, Duration longestWait) {
        public Arrivals {
            requireWork("Arriving job", cpuSeconds);
            if (!(perHour > 0 && perHour <= 1e7)) {
                throw new IllegalArgumentException("Arrivals were " + perHour
                        + " in an hour but must be more than zero and at most ten million; leave them out for none.");
            }
            if (lasting.isNegative() || lasting.isZero() || longestWait.isNegative() || longestWait.isZero()) {
                throw new IllegalArgumentException("Arrivals lasted " + lasting + " and may wait " + longestWait
                        + " but both must be more than zero; a wait of a minute is short.");
            }
        }
    }

    private static void requireWork(String what, Quantiles cpuSeconds) {
        if (!(cpuSeconds.p10() >= 0 && cpuSeconds.p50() > 0 && cpuSeconds.p90() <= MOST_SECONDS)) {
            throw new IllegalArgumentException(
                    what + " had " + cpuSeconds.p50() + " CPU seconds, 90 % of the time up to "
                            + cpuSeconds.p90() + ", but must have more than zero and at most a million million;"
                            + " check its estimate.");
        }
    }
}
