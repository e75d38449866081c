package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobHistoryFile;
import io.reelbudget.job.JobId;
import io.reelbudget.job.JobKind;
import io.reelbudget.job.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How often jobs took at most what their estimates' quantiles said, and by how much medians were off: of calibrated
 * estimates 10, 50 and 90 of a hundred jobs do.
 *
 * @param kinds by kind of job, and by the empty name for all
 * @param points estimated medians and what the jobs took, the newest last; a bounded sample for a picture
 */
record ObservedAccuracy(Map<String, Kind> kinds, List<double[]> points) {

    private static final int MOST_POINTS = 500;
    private static final int MOST_KINDS = 50;

    /** What is known of one kind of job. */
    static final class Kind {
        private int jobs;
        private int underP10;
        private int underP50;
        private int underP90;
        private final List<Double> errors = new ArrayList<>();

        private void add(Quantiles estimate, double took) {
            jobs++;
            underP10 += took <= estimate.p10() ? 1 : 0;
            underP50 += took <= estimate.p50() ? 1 : 0;
            underP90 += took <= estimate.p90() ? 1 : 0;
            errors.add(Math.abs(estimate.p50() / took - 1));
        }

        private Doc doc(String name) {
            double[] sorted = errors.stream().mapToDouble(each -> each).sorted().toArray();
            return Doc.of("kind", name)
                    .put("jobs", jobs)
                    .put("underP10", underP10 / (double) jobs)
                    .put("underP50", underP50 / (double) jobs)
                    .put("underP90", underP90 / (double) jobs)
                    .put("medianError", sorted[sorted.length / 2]);
        }
    }

    private record Name(AccountPath account, JobId job) {}

    private record Estimated(String kind, Quantiles seconds) {}

    static ObservedAccuracy of(JobHistoryFile.Kept kept, Predicate<AccountPath> seen) {
        Map<Name, Estimated> open = new HashMap<>();
        Map<String, Kind> kinds = new TreeMap<>();
        List<double[]> points = new ArrayList<>();
        for (JobEvent event : kept.events()) {
            Name name = new Name(event.account(), event.id());
            if (event instanceof JobEvent.Asked asked && asked.isAdmitted() && seen.test(event.account())) {
                String kind = JobKind.of(asked.job().withTargets(asked.ran())).name();
                open.put(name, new Estimated(kind, asked.cpuSeconds()));
            } else if (event instanceof JobEvent.Ended ended) {
                Estimated estimated = open.remove(name);
                if (estimated != null && ended.ending() == JobEvent.Ending.FINISHED && ended.cpuSeconds() > 0) {
                    kinds.computeIfAbsent("", all -> new Kind()).add(estimated.seconds(), ended.cpuSeconds());
                    kinds.computeIfAbsent(estimated.kind(), one -> new Kind())
                            .add(estimated.seconds(), ended.cpuSeconds());
                    points.add(new double[] {estimated.seconds().p50(), ended.cpuSeconds()});
                }
            }
        }
        return new ObservedAccuracy(kinds, points.subList(Math.max(0, points.size() - MOST_POINTS), points.size()));
    }

    Doc doc() {
        return Doc.of(
                        "kinds",
                        kinds.entrySet().stream()
                                .limit(MOST_KINDS)
                                .map(each -> each.getValue().doc(each.getKey()))
                                .toList())
                .put(
                        "points",
                        points.stream()
                                .map(each ->
                                        (Object) Arrays.stream(each).boxed().toList())
                                .toList());
    }
}
