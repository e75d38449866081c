package io.reelbudget.bench.learning;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how the estimator follows a step in cost, and how often a new model is taken into use. */
@Command(
        name = "learning",
        description = "Measures how the estimator learns from made-up jobs whose truth is known.",
        mixinStandardHelpOptions = true)
public final class LearningCommand implements Callable<Integer> {

    private static final double[] BETTER = {0, -0.04, 0.04, 0.08, 0.16};

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--runs", description = "Runs of 2,000 jobs for each noise (default: ${DEFAULT-VALUE}).")
    private int runs = 20;

    @Option(names = "--trials", description = "Trials of 2,000 jobs for each model (default: ${DEFAULT-VALUE}).")
    private int trials = 400;

    @Option(
            names = "--noise",
            split = ",",
            description = "Deviations of the logarithm of a job's cost (default: ${DEFAULT-VALUE}).")
    private List<Double> noises = List.of(0.15, 0.3, 0.5);

    @Option(names = "--step", description = "How much dearer all jobs become (default: ${DEFAULT-VALUE}).")
    private double step = 1.35;

    @Override
    public Integer call() {
        if (runs < 1 || trials < 1 || !(step > 0 && step < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Runs, trials and step were " + runs + ", " + trials + " and " + step
                            + " but must be more than 0.");
        }
        PrintWriter console = spec.commandLine().getOut();
        StringJoiner json = new StringJoiner(",", "{", "}");
        steps(console, json);
        promotions(console, json);
        console.println(json);
        console.flush();
        return 0;
    }

    private void steps(PrintWriter console, StringJoiner json) {
        console.printf(Locale.ROOT, "All jobs become %.2f times as dear; %d runs of 2,000 jobs each.%n", step, runs);
        console.printf("%-7s%-14s", "noise", "");
        CostStep.PHASES.forEach(phase -> console.printf("%10s", phase));
        console.println();
        for (double noise : noises) {
            List<Phase> phases = CostStep.run(runs, noise, step);
            line(
                    console,
                    noise,
                    "under P90",
                    phases.stream().map(Phase::underP90).toList());
            line(
                    console,
                    noise,
                    "error of P50",
                    phases.stream().map(Phase::error).toList());
            line(console, noise, "total", phases.stream().map(Phase::totalError).toList());
            json.add(String.format(
                    Locale.ROOT,
                    "\"noise%.2f\":{\"p90Before\":%.4f,\"p90First50\":%.4f,\"p90Next50\":%.4f,\"p90Later\":%.4f,"
                            + "\"errorBefore\":%.4f,\"errorLater\":%.4f}",
                    noise,
                    phases.get(0).underP90(),
                    phases.get(1).underP90(),
                    phases.get(2).underP90(),
                    phases.get(4).underP90(),
                    phases.get(0).error(),
                    phases.get(4).error()));
        }
    }

    private static void line(PrintWriter console, double noise, String what, List<Double> values) {
        console.printf(Locale.ROOT, "%-7.2f%-14s", noise, what);
        values.forEach(value -> console.printf(Locale.ROOT, "%10.3f", value));
        console.println();
        console.flush();
    }

    private void promotions(PrintWriter console, StringJoiner json) {
        console.printf("%n%d trials of 2,000 jobs for each new model.%n", trials);
        for (double better : BETTER) {
            Promotions found = Promotions.of(trials, better);
            console.printf(
                    Locale.ROOT,
                    "loss less by %4.0f %%: taken into use in %5.1f %%, after %.0f jobs in the median%n",
                    100 * better,
                    100 * found.share(),
                    found.medianJobs());
            json.add(String.format(
                    Locale.ROOT,
                    "\"better%.2f\":{\"promoted\":%.4f,\"medianJobs\":%.0f}",
                    better,
                    found.share(),
                    found.medianJobs()));
        }
    }
}
