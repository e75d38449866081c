package io.reelbudget.bench.policy;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what decides before a budget runs out. */
@Command(
        name = "policy",
        description = "Measures what decides before a budget runs out: so far the quality-ladder planner.",
        mixinStandardHelpOptions = true)
public final class PolicyCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", description = "Seed of the queues (default: ${DEFAULT-VALUE}).")
    private long seed = 20_261_123;

    @Override
    public Integer call() {
        PlannerTrial.Result planner = new PlannerTrial(seed).run();
        PrintWriter console = spec.commandLine().getOut();
        console.printf(Locale.ROOT, "%-60s %9.1f ms%n", "plan of 10,000 jobs of 6 rungs", planner.millis());
        console.printf(
                Locale.ROOT, "%-60s %9.4f %%%n", "  its loss beyond the bound, at most", planner.boundGapPercent());
        console.printf(
                Locale.ROOT,
                "%-60s %9.4f %%%n",
                "loss beyond the best plan of short queues, at most",
                planner.gapPercent());
        console.printf(
                Locale.ROOT,
                "{\"plannerMillis10k\":%.1f,\"plannerGapPercent\":%.4f,\"plannerBoundGapPercent\":%.4f}%n",
                planner.millis(),
                planner.gapPercent(),
                planner.boundGapPercent());
        console.flush();
        return 0;
    }
}
