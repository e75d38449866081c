package io.reelbudget.bench.policy;

import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.policy.scaling.CapacityDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Jobs that wait at once, with what was foreseeable of them then, and what they took.
 *
 * @param now when they wait
 * @param jobs in the order in which they were handed in
 * @param actual how many CPU seconds each took
 */
record Burst(Instant now, List<CapacityDemand.Job> jobs, List<Double> actual) {

    private static final double HOUR = 3_600;
    private static final int FEWEST = 20;
    private static final int MOST = 300;

    /** Deadlines leave the boot, so many times what the job itself may take, and an hour. */
    private static final double STRETCH = 2;

    /**
     * Returns the hours with most work of a log, one a week at most.
     *
     * @param pace CPU seconds that an instance does in a second
     */
    static List<Burst> of(RequestLog log, int bursts, double pace, Duration boot) {
        List<RunShares> users = new ArrayList<>();
        for (int user = 0; user < log.users(); user++) {
            users.add(new RunShares());
        }
        OthersShares others = new OthersShares();
        List<TraceJob> ended = new ArrayList<>(log.jobs());
        ended.sort(Comparator.comparingDouble(TraceJob::end));
        List<Burst> largest = new ArrayList<>();
        int next = 0;
        int at = 0;
        while (at < log.jobs().size()) {
            double hour = Math.floor(log.jobs().get(at).submit() / HOUR);
            List<TraceJob> together = new ArrayList<>();
            while (at < log.jobs().size() && Math.floor(log.jobs().get(at).submit() / HOUR) == hour) {
                together.add(log.jobs().get(at++));
            }
            double now = (hour + 1) * HOUR;
            while (next < ended.size() && ended.get(next).end() <= now) {
                users.get(ended.get(next).user()).finished(ended.get(next));
                others.finished(ended.get(next++));
            }
            together.removeIf(job -> !(job.cost() > 1));
            if (together.size() >= FEWEST && next > MOST) {
                largest.add(burst(now, together, users, others, pace, boot));
            }
        }
        largest.sort(Comparator.comparingDouble((Burst each) -> -each.work()));
        List<Burst> chosen = new ArrayList<>();
        for (Burst each : largest) {
            boolean isApart = chosen.stream()
                    .allMatch(other ->
                            Duration.between(other.now(), each.now()).abs().toDays() >= 7);
            if (isApart && chosen.size() < bursts) {
                chosen.add(each);
            }
        }
        return chosen;
    }

    double work() {
        return actual.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns how many jobs took no more than the 90 % quantile of their estimate. */
    long withinP90() {
        long within = 0;
        for (int i = 0; i < jobs.size(); i++) {
            within += actual.get(i) <= jobs.get(i).cpuSeconds().p90() ? 1 : 0;
        }
        return within;
    }

    private static Burst burst(
            double now,
            List<TraceJob> together,
            List<RunShares> users,
            OthersShares others,
            double pace,
            Duration boot) {
        Instant end = Instant.ofEpochSecond((long) now);
        List<TraceJob> taken = together.subList(0, Math.min(MOST, together.size()));
        List<CapacityDemand.Job> jobs = new ArrayList<>();
        List<Double> actual = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            TraceJob job = taken.get(i);
            Quantiles foreseen = users.get(job.user()).predict(job, others);
            // What was asked for is known, and jobs are ended there.
            double p50 = Math.max(1, Math.min(job.asked(), foreseen.p50()));
            double p90 = Math.max(p50, Math.min(job.asked(), foreseen.p90()));
            Quantiles seconds = new Quantiles(Math.max(0, Math.min(p50, foreseen.p10())), p50, p90);
            double time = boot.toSeconds() + STRETCH * p90 / pace + HOUR;
            jobs.add(new CapacityDemand.Job(
                    new JobId("job-" + i), seconds, Optional.of(end.plusMillis((long) (1000 * time)))));
            actual.add(job.cost());
        }
        return new Burst(end, jobs, actual);
    }
}
