package io.reelbudget.trainer;

import io.reelbudget.estimator.ContentView;
import io.reelbudget.estimator.HeldOutMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns held-out predictions into the figures on a model's card. */
final class Scores {

    private Scores() {}

    /** Returns the figures by encoder and view, such as {@code libx264 METADATA}. */
    static Map<String, HeldOutMetrics> byEncoder(List<HeldOut> heldOut) {
        Map<String, HeldOutMetrics> scores = new TreeMap<>();
        heldOut.stream()
                .collect(Collectors.groupingBy(
                        each -> each.row().encoder() + " " + each.row().view()))
                .forEach((encoder, jobs) -> scores.put(encoder, of(jobs)));
        return scores;
    }

    static List<HeldOut> of(List<HeldOut> heldOut, String encoder, ContentView view) {
        return heldOut.stream()
                .filter(each ->
                        each.row().encoder().equals(encoder) && each.row().view() == view)
                .toList();
    }

    static HeldOutMetrics of(List<HeldOut> jobs) {
        double[] errors = jobs.stream()
                .mapToDouble(job -> Math.abs(job.relativeError()))
                .sorted()
                .toArray();
        double predicted = jobs.stream().mapToDouble(HeldOut::predictedSeconds).sum();
        double actual = jobs.stream().mapToDouble(HeldOut::actualSeconds).sum();
        long raw = jobs.stream().filter(job -> job.excess() <= 0).count();
        return new HeldOutMetrics(
                jobs.size(),
                median(errors),
                jobs.stream()
                        .mapToDouble(job -> Math.abs(job.relativeError()))
                        .average()
                        .orElse(0),
                predicted / actual - 1,
                ConformalOffset.crossFittedCoverage(jobs),
                (double) raw / jobs.size());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
