package io.reelbudget.bench.probe;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Foretells each source's jobs from the others' and prints how well that went. */
final class LiveProbeReport {

    private final PrintWriter console;

    LiveProbeReport(PrintWriter console) {
        this.console = console;
    }

    void print(List<ProbedJob> jobs) {
        List<Double> foretold = foretold(jobs);
        console.printf(Locale.ROOT, "%n%-28s %6s %8s %8s %8s %8s%n", "", "jobs", "MdAPE", "MAPE", "total", "share");
        table(jobs, foretold, ProbedJob::source);
        table(jobs, foretold, ProbedJob::rung);
        ProbeScore all = ProbeScore.of(jobs, foretold);
        line("all", all);
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

    /** Leaves one source out at a time. */
    static List<Double> foretold(List<ProbedJob> jobs) {
        Map<String, ProbeModel> models = new TreeMap<>();
        List<Double> foretold = new ArrayList<>();
        for (ProbedJob job : jobs) {
            ProbeModel others = models.computeIfAbsent(
                    job.source(),
                    left -> ProbeModel.fit(jobs.stream()
                            .filter(each -> !each.source().equals(left))
                            .toList()));
            foretold.add(others.predict(job));
        }
        return foretold;
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
