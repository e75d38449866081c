package io.reelbudget.job;

import java.util.List;
import java.util.Optional;

/**
 * How much processor time a job is expected to take.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param cpuSeconds seconds of one processor's time for all renditions together, more than zero
 * @param meanCpuSeconds the expected value of those seconds, more than zero and finite: the one to add up over many
 *     jobs. It lies above the median, since costs are skewed
 * @param origin what the estimate rests on
 * @param model which model made it, by name and version
 * @param similarJobs how many finished jobs of this kind have corrected it
 * @param reason what it rests on, in one sentence
 * @param footprint what it needs beside; empty where no data knew it
 * @param contributions what makes it dear or cheap, the largest first; empty where that is not known
 */
public record CostEstimate(
        Quantiles cpuSeconds,
        double meanCpuSeconds,
        Origin origin,
        String model,
        long similarJobs,
        String reason,
        Optional<Footprint> footprint,
        List<Contribution> contributions) {

    /** What an estimate rests on. */
    public enum Origin {
        /** A trained model that covers such jobs. */
        MODEL,
        /** A documented rate per megapixel, for what no data covers or where the model cannot run. */
        RATE
    }

    public CostEstimate {
        contributions = List.copyOf(contributions);
        if (!(cpuSeconds.p10() > 0)) {
            throw new IllegalArgumentException("Estimate's P10 was " + cpuSeconds.p10()
                    + " CPU seconds but must be more than zero; every job takes some time.");
        }
        if (!(meanCpuSeconds > 0 && meanCpuSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Estimate's mean was " + meanCpuSeconds
                    + " CPU seconds but must be more than zero and finite; every job takes some time.");
        }
    }

    /** Makes an estimate whose mean follows from the spread of its quantiles, see {@link Quantiles#impliedMean}. */
    public CostEstimate(Quantiles cpuSeconds, Origin origin, String model, long similarJobs, String reason) {
        this(cpuSeconds, cpuSeconds.impliedMean(), origin, model, similarJobs, reason);
    }

    /** Makes an estimate of processor time alone. */
    public CostEstimate(
            Quantiles cpuSeconds, double meanCpuSeconds, Origin origin, String model, long similarJobs, String reason) {
        this(cpuSeconds, meanCpuSeconds, origin, model, similarJobs, reason, Optional.empty(), List.of());
    }

    /** Returns how many seconds the job takes on a machine if nothing else runs there. */
    public Quantiles wallSeconds(Machine machine) {
        return machine.wallSeconds(cpuSeconds);
    }
}
