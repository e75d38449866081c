package io.reelbudget.job;

import java.util.List;

/**
 * How much processor time many jobs are expected to take together.
 *
 * <p>Means add up, quantiles do not: the P90 of the whole lies below the sum of the jobs' P90s, since not all of them
 * turn out dear at once, and above what it were if each erred by itself, since a busy host or an unusual video makes
 * several dear alike.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param cpuSeconds seconds of one processor's time of all jobs together, more than zero
 * @param meanCpuSeconds their expected value: the sum of the jobs' means
 * @param jobs the estimate of each job by itself, in the order in which they were asked for, at least one
 * @param correlation how much the jobs' errors were taken to go together
 */
public record BatchEstimate(
        Quantiles cpuSeconds, double meanCpuSeconds, List<CostEstimate> jobs, ErrorCorrelation correlation) {

    /** More jobs than this are asked about in several batches. */
    public static final int MAX_JOBS = 100_000;

    public BatchEstimate {
        jobs = List.copyOf(jobs);
        Checks.requireCount("Jobs of a batch", jobs.size(), 1, MAX_JOBS);
    }

    /**
     * Adds up the estimates of several jobs.
     *
     * <p>Each cost is taken as lognormal, their sum too, with the sum's mean and variance (Fenton 1960, IRE
     * Transactions on Communications Systems 8; for correlated terms Abu-Dayya and Beaulieu 1994, IEEE Transactions on
     * Vehicular Technology 43). How far the jobs' own quantiles lie from lognormal ones is carried over in so far as
     * the jobs do not level each other out. So the sum of one job is that job, and the sum of jobs that err alike is
     * the sum of their quantiles.
     *
     * @param jobs what is to run, 1 to {@value #MAX_JOBS}
     * @param estimates one for each job, in the same order
     * @param correlation how much their errors go together
     */
    public static BatchEstimate of(
            List<TranscodeJob> jobs, List<CostEstimate> estimates, ErrorCorrelation correlation) {
        if (jobs.size() != estimates.size()) {
            throw new IllegalArgumentException("Estimates were " + estimates.size() + " but must be one for each of "
                    + jobs.size() + " jobs; estimate each of them once.");
        }
        Checks.requireCount("Jobs of a batch", jobs.size(), 1, MAX_JOBS);
        LognormalSum sum = new LognormalSum(correlation);
        for (int i = 0; i < jobs.size(); i++) {
            sum.add(estimates.get(i), JobKind.of(jobs.get(i)), jobs.get(i).source());
        }
        return new BatchEstimate(sum.quantiles(), sum.mean(), estimates, correlation);
    }
}
