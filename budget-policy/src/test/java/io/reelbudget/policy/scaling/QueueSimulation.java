package io.reelbudget.policy.scaling;

import io.reelbudget.job.Quantiles;
import io.reelbudget.policy.scaling.CapacityDemand.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Plays a queue event by event, on instances that each take the job due first of those that wait. What jobs really take
 * is lognormal around their estimates, and as correlated as is said.
 */
final class QueueSimulation {

    private static final double Z90 = 1.2815515655446004;

    private final Random random;
    private final double correlation;

    QueueSimulation(long seed, double correlation) {
        this.random = new Random(seed);
        this.correlation = correlation;
    }

    private record Server(double free, double pace) {}

    /** Returns for each job, in the order given, whether it met its deadline; true where it has none. */
    boolean[] run(Instant now, List<Job> jobs, List<CapacityPlan.Start> starts, List<CapacityDemand.Running> running) {
        PriorityQueue<Server> servers = new PriorityQueue<>(Comparator.comparingDouble(Server::free));
        starts.forEach(start -> {
            for (int i = 0; i < start.count(); i++) {
                double ordered = Seconds.between(now, start.from());
                servers.add(new Server(
                        ordered + Seconds.of(start.offer().boot()),
                        start.offer().pace()));
            }
        });
        running.forEach(group -> {
            for (int i = 0; i < group.count(); i++) {
                servers.add(new Server(
                        Math.max(0, Seconds.between(now, group.from())),
                        group.offer().pace()));
            }
        });
        boolean[] met = new boolean[jobs.size()];
        Arrays.fill(met, true);
        if (servers.isEmpty()) {
            jobs.forEach(job -> met[jobs.indexOf(job)] = job.due().isEmpty());
            return met;
        }
        double[] seconds = seconds(jobs);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> jobs.get(i).due().orElse(Instant.MAX)));
        for (int i : order) {
            Server next = servers.remove();
            double end = next.free() + seconds[i] / next.pace();
            servers.add(new Server(end, next.pace()));
            met[i] = jobs.get(i)
                    .due()
                    .map(due -> end <= Seconds.between(now, due))
                    .orElse(true);
        }
        return met;
    }

    private double[] seconds(List<Job> jobs) {
        double common = random.nextGaussian();
        return jobs.stream()
                .mapToDouble(job -> {
                    Quantiles q = job.cpuSeconds();
                    double deviation = Math.log(q.p90() / q.p50()) / Z90;
                    double own = random.nextGaussian();
                    return q.p50()
                            * Math.exp(
                                    deviation * (Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own));
                })
                .toArray();
    }

    /** Returns the share of jobs that waited longer, of so many that come at random to so many servers. */
    double shareWaitingLonger(
            double perSecond, Quantiles cpuSeconds, double pace, int servers, Duration wait, int arrivals) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < servers; i++) {
            free.add(0.0);
        }
        double deviation = Math.log(cpuSeconds.p90() / cpuSeconds.p50()) / Z90;
        double time = 0;
        int longer = 0;
        for (int i = 0; i < arrivals; i++) {
            time += -Math.log(1 - random.nextDouble()) / perSecond;
            double start = Math.max(time, free.remove());
            longer += start - time > Seconds.of(wait) ? 1 : 0;
            free.add(start + cpuSeconds.p50() * Math.exp(deviation * random.nextGaussian()) / pace);
        }
        return (double) longer / arrivals;
    }
}
