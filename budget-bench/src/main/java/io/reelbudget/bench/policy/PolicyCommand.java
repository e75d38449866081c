package io.reelbudget.bench.policy;

import io.reelbudget.policy.admission.RiskSizing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what decides before a budget runs out. */
@Command(
        name = "policy",
        description =
                "Measures what decides before a budget runs out: the quality-ladder planner, admission, hooks that hang, the monitor, and the holds of running jobs.",
        mixinStandardHelpOptions = true)
public final class PolicyCommand implements Callable<Integer> {

    private static final int ACCOUNTS = 1_000_000;
    private static final int ACTIVE_ACCOUNTS = 10_000;

    /** Each active account twice a minute or more. */
    private static final int EVENTS_PER_SECOND = 500;

    private static final int EVENT_SECONDS = 12;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", description = "Seed of the queues (default: ${DEFAULT-VALUE}).")
    private long seed = 20_261_123;

    @Option(
            names = "--usage",
            description = "Directory of the usage logs (default: ${DEFAULT-VALUE}).",
            defaultValue = "../shared/data/usage")
    private Path usage = Path.of("../shared/data/usage");

    @Option(names = "--risk", description = "The owner's risk of overshoot (default: ${DEFAULT-VALUE}).")
    private double risk = RiskSizing.USUAL_RISK;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<RequestLog> logs = logs();
        PlannerTrial.Result planner = new PlannerTrial(seed).run();
        AdmissionSpeed.Result admission = new AdmissionSpeed().run();
        HookStallTrial.Result stall = new HookStallTrial().run();
        MonitorTrial.Result monitor =
                new MonitorTrial(ACCOUNTS, ACTIVE_ACCOUNTS, EVENTS_PER_SECOND, EVENT_SECONDS, seed).run();
        ReplayTrial.Result replay = new ReplayTrial(logs, risk).run();
        PrintWriter console = spec.commandLine().getOut();
        show(console, "plan of 10,000 jobs of 6 rungs, ms", planner.millis());
        show(console, "  its loss beyond the bound, at most, %", planner.boundGapPercent());
        show(console, "loss beyond the best plan of short queues, at most, %", planner.gapPercent());
        show(console, "admission by the bundled model, median, microseconds", admission.p50Micros());
        show(console, "admission by the bundled model, 99 % quantile", admission.p99Micros());
        show(console, "admission's 99 % quantile, hooks that answer, wall ms", stall.healthyP99Millis());
        show(console, "admission's 99 % quantile, hooks that hang, wall ms", stall.hangingP99Millis());
        show(console, "from event to decision, 99 % quantile, wall ms", monitor.decisionP99Millis());
        show(console, "from event to look, 99 % quantile, wall ms", monitor.lookP99Millis());
        console.printf(
                "  %,d accounts, %,d active, %,d events a second for %d s: %,d decisions to act, %,d events without a look%n",
                ACCOUNTS, ACTIVE_ACCOUNTS, EVENTS_PER_SECOND, EVENT_SECONDS, monitor.decisions(), monitor.unanswered());
        show(console, "  to open an account, microseconds", monitor.openMicros());
        show(console, "  heap of an open account, bytes", monitor.bytesPerAccount());
        show(
                console,
                "overshoot of tight admissions, risk-sized holds",
                replay.riskSized().overshoot());
        show(console, "overshoot of tight admissions, mean holds", replay.mean().overshoot());
        show(console, "false refusals, risk-sized against worst-case holds", replay.falseRefusals());
        console.printf(
                "  risk-sized: %s%n  mean:       %s%n  worst case: %s%n",
                replay.riskSized(), replay.mean(), replay.worstCase());
        console.printf(
                Locale.ROOT,
                "{\"plannerMillis10k\":%.1f,\"plannerGapPercent\":%.4f,\"plannerBoundGapPercent\":%.4f,"
                        + "\"admitP50Micros\":%.1f,\"admitP99Micros\":%.1f,"
                        + "\"hookStallAddedMillis\":%.3f,\"monitorLagP99Millis\":%.1f,"
                        + "\"overshootRiskSized\":%.4f,"
                        + "\"overshootMeanHold\":%.4f,\"falseRefusalsVsWorstCase\":%.4f}%n",
                planner.millis(),
                planner.gapPercent(),
                planner.boundGapPercent(),
                admission.p50Micros(),
                admission.p99Micros(),
                stall.addedMillis(),
                monitor.decisionP99Millis(),
                replay.riskSized().overshoot(),
                replay.mean().overshoot(),
                replay.falseRefusals());
        console.flush();
        return 0;
    }

    private List<RequestLog> logs() throws IOException {
        try {
            return RequestLog.readAll(usage);
        } catch (IllegalArgumentException missing) {
            throw new ParameterException(spec.commandLine(), missing.getMessage(), missing);
        }
    }

    private static void show(PrintWriter console, String what, double figure) {
        console.printf(Locale.ROOT, "%-60s %10.4f%n", what, figure);
    }
}
