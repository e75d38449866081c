package io.reelbudget.bench.estimator;

import io.reelbudget.estimator.HistoryJob;
import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.trainer.HistoryTable;
import io.reelbudget.trainer.TranscodingData;
import io.reelbudget.trainer.ViewPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times estimates one by one on one thread, and a thousand at a time. */
@Command(
        name = "estimator-latency",
        description = "Times one estimate of three quantiles, and batches of a thousand, on one thread.",
        mixinStandardHelpOptions = true)
public final class EstimatorLatencyCommand implements Callable<Integer> {

    private static final int BATCH = 1_000;
    private static final int BATCHES = 20;
    private static final int WARM_UP = 30_000;
    private static final long SEED = 1;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelSource source = new ModelSource();

    @Option(names = "--estimates", description = "How many are timed (default: ${DEFAULT-VALUE}).")
    private int estimates = 20_000;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        try {
            DeveloperSplit split = new DeveloperSplit(TranscodingData.read(source.files()), 0);
            HistoryModel model = source.model("part0", split.toTrain(), console);
            print(model, jobs(split.toScore().ugc()), console);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Jobs of all views in an order by chance, so that no two that follow each other have the same source. */
    private List<HistoryJob> jobs(HistoryTable table) {
        List<HistoryJob> jobs = new ArrayList<>();
        for (ViewPlan plan : table.views()) {
            for (int i = 0; i < table.sources().size(); i++) {
                for (int j = 0; j < table.options().size(); j += 5) {
                    jobs.add(table.job(i, j, plan));
                }
            }
        }
        Collections.shuffle(jobs, new Random(SEED));
        return jobs;
    }

    private void print(HistoryModel model, List<HistoryJob> jobs, PrintWriter console) {
        double sum = 0;
        for (int i = 0; i < WARM_UP; i++) {
            sum += model.estimate(jobs.get(i % jobs.size())).cost().p90();
        }
        long[] nanos = new long[estimates];
        for (int i = 0; i < estimates; i++) {
            HistoryJob job = jobs.get(i % jobs.size());
            long start = System.nanoTime();
            sum += model.estimate(job).cost().p90();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<HistoryJob> batch = jobs.subList(0, Math.min(BATCH, jobs.size()));
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < BATCHES; i++) {
            sum += model.estimate(batch).size();
        }
        double perRow = (threads.getCurrentThreadCpuTime() - before) / 1e3 / BATCHES / batch.size();
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException("Estimates added up to " + sum + " but must be finite.");
        }
        double p50 = nanos[estimates / 2] / 1e3;
        double p99 = nanos[(int) (estimates * 0.99)] / 1e3;
        console.printf(Locale.ROOT, "one estimate, three quantiles     median %8.2f us, 99 %% %8.2f us%n", p50, p99);
        console.printf(Locale.ROOT, "a batch of %d, CPU time per row %8.2f us%n", batch.size(), perRow);
        console.printf(
                Locale.ROOT, "{\"p50Micros\":%.3f,\"p99Micros\":%.3f,\"batchMicrosPerRow\":%.3f}%n", p50, p99, perRow);
        console.flush();
    }
}
