package io.reelbudget.bench.policy;

import io.reelbudget.bench.policy.BurstReplay.Score;
import io.reelbudget.job.Machine;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.scaling.InstanceOffer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays bursts of the usage logs through the capacity planner. */
@Command(
        name = "scaling",
        description =
                "Plays the usage logs' busiest hours through the capacity planner, and through a rule that looks at"
                        + " the queue: deadlines met, and cost against that of the work alone.",
        mixinStandardHelpOptions = true)
public final class ScalingCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--usage", description = "Directory of the usage logs (default: ${DEFAULT-VALUE}).")
    private Path usage = Path.of("../shared/data/usage");

    @Option(names = "--bursts", description = "How many hours of each log (default: ${DEFAULT-VALUE}).")
    private int bursts = 20;

    @Option(names = "--probability", description = "With which deadlines are to be met (default: ${DEFAULT-VALUE}).")
    private double probability = FleetTerms.USUAL_PROBABILITY;

    @Override
    public Integer call() throws IOException {
        InstanceOffer offer = InstanceOffer.onDemand(
                new Machine("node", 8, 1), Amount.parse("0.40", Unit.USD), Duration.ofMinutes(3), 1_000);
        FleetTerms terms = FleetTerms.of(List.of(offer), 1_000).meetingDeadlinesWith(probability);
        BurstReplay replay = new BurstReplay(terms);
        Score planned = Score.NONE;
        Score eager = Score.NONE;
        Score thrifty = Score.NONE;
        int hours = 0;
        for (RequestLog log : logs()) {
            for (Burst burst : Burst.of(log, bursts, offer.pace(), offer.boot())) {
                hours++;
                planned = planned.plus(replay.planned(burst));
                eager = eager.plus(replay.reactive(burst, Duration.ofMinutes(2), Duration.ofMinutes(1), 1));
                thrifty = thrifty.plus(replay.reactive(burst, Duration.ofMinutes(2), Duration.ofMinutes(1), 10));
            }
        }
        PrintWriter console = spec.commandLine().getOut();
        console.printf(Locale.ROOT, "%d busy hours, %,d jobs%n", hours, planned.jobs());
        show(console, "planner", planned);
        show(console, "while jobs wait, one for each", eager);
        show(console, "while jobs wait, one for each ten", thrifty);
        console.printf(
                Locale.ROOT,
                "{\"scalingHours\":%d,\"scalingJobs\":%d,\"plannedMet\":%.4f,\"plannedCostOverFluid\":%.3f,"
                        + "\"reactiveMet\":%.4f,\"reactiveCostOverFluid\":%.3f,"
                        + "\"reactiveTenMet\":%.4f,\"reactiveTenCostOverFluid\":%.3f}%n",
                hours,
                planned.jobs(),
                planned.metShare(),
                planned.costOverFluid(),
                eager.metShare(),
                eager.costOverFluid(),
                thrifty.metShare(),
                thrifty.costOverFluid());
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

    private static void show(PrintWriter console, String what, Score score) {
        console.printf(
                Locale.ROOT,
                "%-34s deadlines met %.4f   cost over the work's %.3f   instances %,d%n",
                what,
                score.metShare(),
                score.costOverFluid(),
                score.instances());
    }
}
