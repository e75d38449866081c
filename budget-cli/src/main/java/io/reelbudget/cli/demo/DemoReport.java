package io.reelbudget.cli.demo;

import io.reelbudget.job.CostEstimate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the demo came to.
 *
 * @param accounts how each account fared
 * @param rows what became of each job
 * @param probes what came of probing each clip
 * @param invariants what must be true, and whether it is
 * @param directory where ledger and clips are
 * @param chart where the chart is
 * @param ended when it ended, in demo time
 * @param wall how long it took
 * @param busyness how much else the machine had to do
 */
record DemoReport(
        List<AccountOutcome> accounts,
        List<JobRow> rows,
        List<ClipProbe> probes,
        List<Invariant> invariants,
        Path directory,
        Path chart,
        Instant ended,
        Duration wall,
        Busyness busyness) {

    DemoReport {
        accounts = List.copyOf(accounts);
        rows = List.copyOf(rows);
        probes = List.copyOf(probes);
        invariants = List.copyOf(invariants);
    }

    boolean invariantsHeld() {
        return invariants.stream().allMatch(Invariant::held);
    }

    /** Returns how many jobs ran to their end. */
    long jobs() {
        return rows.stream().filter(row -> row.cpuSeconds().isPresent()).count();
    }

    /** Returns which share of all estimates came from the model, 0 to 1. */
    double onnxShare() {
        return onnxShare(rows);
    }

    static double onnxShare(List<JobRow> rows) {
        return rows.isEmpty()
                ? 0
                : (double) rows.stream()
                                .filter(row -> row.estimate().origin() == CostEstimate.Origin.MODEL)
                                .count()
                        / rows.size();
    }

    /** Returns how many clips were probed. */
    long probed() {
        return probes.stream().filter(ClipProbe::isProbed).count();
    }

    /** Returns the processor time of all probes, those that came to nothing included, in seconds. */
    double probeCpuSeconds() {
        return probes.stream().mapToDouble(each -> each.result().cpuSeconds()).sum();
    }

    /** Returns which share that is of what the jobs took; nothing without jobs. */
    OptionalDouble probeShare() {
        double seconds =
                rows.stream().mapToDouble(row -> row.cpuSeconds().orElse(0)).sum();
        return seconds > 0 ? OptionalDouble.of(probeCpuSeconds() / seconds) : OptionalDouble.empty();
    }

    /** Returns the median absolute percentage error of the median estimates, in per cent; nothing without jobs. */
    OptionalDouble mdapeP50() {
        double[] errors = rows.stream()
                .filter(row -> row.error().isPresent())
                .mapToDouble(row -> 100 * Math.abs(row.error().getAsDouble()))
                .sorted()
                .toArray();
        return errors.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(errors));
    }

    /** Returns which share of the jobs took at most their P90, 0 to 1; nothing without jobs. */
    OptionalDouble p90Coverage() {
        return rows.stream()
                .filter(row -> row.cpuSeconds().isPresent())
                .mapToDouble(row -> row.cpuSeconds().getAsDouble()
                                <= row.estimate().cpuSeconds().p90()
                        ? 1
                        : 0)
                .average();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
