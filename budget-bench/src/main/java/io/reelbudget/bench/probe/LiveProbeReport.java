package io.reelbudget.bench.probe;

import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.FinishedJob;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Has the product foretell each source's jobs, before and after it learned from jobs of the others. */
final class LiveProbeReport {

    /** What the estimator is told. */
    enum Knowledge {
        /** Metadata, as if the source had not been probed. */
        METADATA,
        /** What the probe found. */
        PROBE,
        /** What the probe found, once the jobs of all other sources were learned from. */
        PROBE_AND_OTHER_JOBS
    }

    private final PrintWriter console;
    private final Supplier<TrainedCostEstimator> estimators;

    LiveProbeReport(PrintWriter console, Supplier<TrainedCostEstimator> estimators) {
        this.console = console;
        this.estimators = estimators;
    }

    void print(List<ProbedJob> jobs) {
        console.printf(Locale.ROOT, "%n%-28s %6s %8s %8s %8s %8s%n", "", "jobs", "MdAPE", "MAPE", "total", "share");
        List<Double> known = foretold(jobs, Knowledge.PROBE_AND_OTHER_JOBS);
        table(jobs, known, ProbedJob::source);
        table(jobs, known, ProbedJob::rung);
        line("metadata alone", ProbeScore.of(jobs, foretold(jobs, Knowledge.METADATA)));
        line("probed", ProbeScore.of(jobs, foretold(jobs, Knowledge.PROBE)));
        ProbeScore all = ProbeScore.of(jobs, known);
        line("probed, others learned", all);
        console.printf(
                Locale.ROOT,
                "No job's probe took more than %.2f%% of it.%n",
                jobs.stream()
                        .mapToDouble(job -> job.probeSeconds() / job.actual() * 100)
                        .max()
                        .orElse(0));
        console.println(all.json());
        console.flush();
    }

    /** Returns the P50 of each job's CPU seconds, of which nothing of the same source was learned. */
    List<Double> foretold(List<ProbedJob> jobs, Knowledge knowledge) {
        Map<String, List<Double>> bySource = new TreeMap<>();
        List<Double> foretold = new ArrayList<>();
        for (ProbedJob job : jobs) {
            bySource.computeIfAbsent(job.source(), source -> ofSource(source, jobs, knowledge));
        }
        Map<String, Integer> next = new TreeMap<>();
        for (ProbedJob job : jobs) {
            int index = next.merge(job.source(), 1, Integer::sum) - 1;
            foretold.add(bySource.getOrDefault(job.source(), List.of()).get(index));
        }
        return foretold;
    }

    private List<Double> ofSource(String source, List<ProbedJob> jobs, Knowledge knowledge) {
        try (TrainedCostEstimator estimator = estimators.get()) {
            if (knowledge == Knowledge.PROBE_AND_OTHER_JOBS) {
                jobs.stream()
                        .filter(job -> !job.source().equals(source))
                        .forEach(job -> estimator.learn(
                                new FinishedJob(job.job(), estimator.estimate(job.job()), job.actual())));
            }
            return jobs.stream()
                    .filter(job -> job.source().equals(source))
                    .map(job -> estimator
                            .estimate(knowledge == Knowledge.METADATA ? job.unprobed() : job.job())
                            .cpuSeconds()
                            .p50())
                    .toList();
        }
    }

    private void table(List<ProbedJob> jobs, List<Double> foretold, Function<ProbedJob, String> group) {
        jobs.stream().map(group).distinct().sorted().forEach(name -> {
            List<Integer> members = IntStream.range(0, jobs.size())
                    .filter(i -> group.apply(jobs.get(i)).equals(name))
                    .boxed()
                    .toList();
            line(
                    name,
                    ProbeScore.of(
                            members.stream().map(jobs::get).toList(),
                            members.stream().map(foretold::get).toList()));
        });
        console.println();
    }

    private void line(String name, ProbeScore score) {
        console.printf(
                Locale.ROOT,
                "%-28s %6d %7.1f%% %7.1f%% %+7.1f%% %7.2f%%%n",
                name,
                score.jobs(),
                score.mdape(),
                score.mape(),
                score.totalError(),
                score.costShare());
    }
}
