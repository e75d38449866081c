package io.reelbudget.cli.demo;

import io.reelbudget.ffmpeg.ContentProbe;
import io.reelbudget.ffmpeg.ProbeResult;
import io.reelbudget.job.CostEstimator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What came of probing a clip. One probe serves all jobs on its clip, so together they bound what it may cost: 5 % of
 * what they take at the least.
 *
 * @param clip what was probed, with what was learned
 * @param result what came of it
 * @param jobs how many jobs waited for it
 * @param jobsCpuSeconds what they were expected to take without it, at the 10 % quantile each
 */
record ClipProbe(Clip clip, ProbeResult result, int jobs, double jobsCpuSeconds) {

    /** Probes the clips for which jobs wait; those of the others come back as they are. */
    static List<ClipProbe> of(List<Clip> clips, List<Budget> budgets, ContentProbe probe, CostEstimator estimator) {
        List<ClipProbe> probes = new ArrayList<>();
        for (Clip clip : clips) {
            List<Ticket> waiting = budgets.stream()
                    .flatMap(budget -> budget.queue().stream())
                    .filter(ticket -> ticket.clip().equals(clip))
                    .toList();
            probes.add(waiting.isEmpty() ? none(clip) : of(clip, waiting, probe, estimator));
        }
        return List.copyOf(probes);
    }

    private static ClipProbe none(Clip clip) {
        return new ClipProbe(clip, new ProbeResult.Skipped("No job waits for it.", 0), 0, 0);
    }

    private static ClipProbe of(Clip clip, List<Ticket> waiting, ContentProbe probe, CostEstimator estimator) {
        double seconds = waiting.stream()
                .mapToDouble(
                        ticket -> estimator.estimate(ticket.job()).cpuSeconds().p10())
                .sum();
        Duration used = waiting.stream()
                .map(Ticket::length)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        ProbeResult result = probe.probe(clip.file(), clip.used(used), seconds);
        Clip known = clip.withContent(result.told(clip.whole()).content());
        return new ClipProbe(known, result, waiting.size(), seconds);
    }

    /** Returns whether something was learned. */
    boolean isProbed() {
        return result instanceof ProbeResult.Probed;
    }
}
