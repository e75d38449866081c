package io.reelbudget.cli.demo;

import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The work that customers bring: as many jobs as are asked for, in an order drawn by lot, each small enough that many
 * fit into a demo.
 */
final class Workload {

    /** What a rendition may cost, in CPU seconds at the median, so that no single one decides the demo. */
    private static final double MOST_CPU_SECONDS = 0.7;

    private static final double LEAST_CPU_SECONDS = 0.15;
    private static final int FEWEST_RENDITIONS = 8;

    /** At most the first ten seconds of a file are used; less where that is too much work. */
    private static final List<Duration> LENGTHS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMillis(2500), Duration.ofMillis(1000));

    /** A rendition of a clip, without a job's id. */
    private record Rendition(Clip clip, Duration length, Target target, double cpuSeconds) {}

    private final List<Rendition> renditions;

    private Workload(List<Rendition> renditions) {
        this.renditions = renditions;
    }

    static Workload of(List<Clip> clips, RenditionMenu menu, CostEstimator estimator, RandomGenerator random) {
        List<Rendition> chosen = List.of();
        for (Duration length : LENGTHS) {
            List<Rendition> all = renditions(clips, length, menu, estimator);
            chosen = all.stream()
                    .filter(each -> each.cpuSeconds() <= MOST_CPU_SECONDS && each.cpuSeconds() >= LEAST_CPU_SECONDS)
                    .toList();
            if (chosen.size() >= FEWEST_RENDITIONS) {
                return new Workload(shuffled(chosen, random));
            }
            chosen = all;
        }
        // Very large pictures, or very small: the renditions nearest to what was wanted.
        List<Rendition> nearest = chosen.stream()
                .sorted(Comparator.comparingDouble(each -> Math.abs(Math.log(each.cpuSeconds()))))
                .limit(FEWEST_RENDITIONS)
                .toList();
        return new Workload(shuffled(nearest, random));
    }

    /** Returns the job of a customer that has a number, from 1 on. */
    Ticket ticket(DemoAccount account, int number) {
        // Customers begin at different places of the same round, so that their work differs but is alike in kind.
        int start = Math.floorMod(account.path().hashCode(), renditions.size());
        Rendition rendition = renditions.get(Math.floorMod(start + number * 1L, renditions.size()));
        String id = account.path() + "-" + (number < 10 ? "0" : "") + number;
        Source source = rendition.clip().used(rendition.length());
        TranscodeJob job = TranscodeJob.of(id, source, rendition.target());
        return new Ticket(account.path(), rendition.clip(), rendition.clip().length(rendition.length()), job, job);
    }

    private static List<Rendition> renditions(
            List<Clip> clips, Duration length, RenditionMenu menu, CostEstimator estimator) {
        List<Rendition> all = new ArrayList<>();
        for (Clip clip : clips) {
            Source source = clip.used(length);
            for (Target target : menu.of(source)) {
                double cpu = estimator
                        .estimate(TranscodeJob.of("plan", source, target))
                        .cpuSeconds()
                        .p50();
                all.add(new Rendition(clip, length, target, cpu));
            }
        }
        return all;
    }

    private static List<Rendition> shuffled(List<Rendition> renditions, RandomGenerator random) {
        List<Rendition> order = new ArrayList<>(renditions);
        for (int last = order.size() - 1; last > 0; last--) {
            Collections.swap(order, last, random.nextInt(last + 1));
        }
        return List.copyOf(order);
    }
}
