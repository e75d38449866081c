package io.reelbudget.bench.policy;

import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.policy.scaling.CapacityDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Bursts of short transcodes whose estimates are right about their own errors: each job takes its estimate's median
 * times a lognormal value of the estimate's own width, half of whose variance all jobs of a burst have in common.
 */
final class MadeUpBursts {

    /** How wide estimates of the bundled model are, as the deviation of the logarithm. */
    private static final double DEVIATION = 0.25;

    private static final double CORRELATION = 0.5;
    private static final double Z90 = 1.2815515655446004;
    private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

    private MadeUpBursts() {}

    /**
     * Returns so many bursts of 40 to 300 jobs, of 1 to 15 processor minutes each, due 10 to 20 minutes after what the
     * boot and twice their own 90 % quantile take.
     *
     * @param pace CPU seconds that an instance does in a second
     */
    static List<Burst> of(int bursts, double pace, Duration boot, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Burst> made = new ArrayList<>();
        for (int i = 0; i < bursts; i++) {
            made.add(burst(random, pace, boot));
        }
        return made;
    }

    private static Burst burst(RandomGenerator random, double pace, Duration boot) {
        int count = random.nextInt(40, 301);
        double patience = 60 * random.nextDouble(10, 20);
        double common = random.nextGaussian();
        List<CapacityDemand.Job> jobs = new ArrayList<>();
        List<Double> actual = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double median = 60 * Math.pow(15, random.nextDouble());
            Quantiles seconds =
                    new Quantiles(median * Math.exp(-Z90 * DEVIATION), median, median * Math.exp(Z90 * DEVIATION));
            double due = boot.toSeconds() + 2 * seconds.p90() / pace + patience;
            jobs.add(new CapacityDemand.Job(
                    new JobId("job-" + i), seconds, Optional.of(NOW.plusMillis((long) (1000 * due)))));
            double error = Math.sqrt(CORRELATION) * common + Math.sqrt(1 - CORRELATION) * random.nextGaussian();
            actual.add(median * Math.exp(DEVIATION * error));
        }
        return new Burst(NOW, jobs, actual);
    }
}
