package io.reelbudget.policy.scaling;

import io.reelbudget.job.JobId;
import io.reelbudget.job.Machine;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.scaling.CapacityDemand.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Offers and queues that the tests use. */
final class Fleets {

    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final InstanceOffer SMALL = offer("small", 1, 1, "0.10", 60, 50);
    static final InstanceOffer LARGE = offer("large", 8, 1, "0.90", 120, 50);

    private Fleets() {}

    static InstanceOffer offer(String name, double processors, double speed, String perHour, int boot, int most) {
        return InstanceOffer.onDemand(
                new Machine(name, processors, speed), Amount.parse(perHour, Unit.USD), Duration.ofSeconds(boot), most);
    }

    static Job job(String id, double p50, double p90, double dueSeconds) {
        return new Job(new JobId(id), new Quantiles(p50 * p50 / p90, p50, p90), Optional.of(NOW.plusMillis((long)
                (1000 * dueSeconds))));
    }

    static Job anyTime(String id, double p50, double p90) {
        return new Job(new JobId(id), new Quantiles(p50 * p50 / p90, p50, p90), Optional.empty());
    }

    static List<Job> queue(Random random, int jobs, double horizon) {
        List<Job> queue = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            double p50 = Math.exp(4 + 1.2 * random.nextGaussian());
            double p90 = p50 * (1.05 + 1.5 * random.nextDouble());
            double due = 300 + 2.5 * p90 + horizon * random.nextDouble();
            queue.add(random.nextInt(10) == 0 ? anyTime("job-" + i, p50, p90) : job("job-" + i, p50, p90, due));
        }
        return queue;
    }
}
