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
import java.util.ArrayList;
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
                "Plays the usage logs' busiest hours, and made-up bursts of short jobs, through the capacity planner and"
                        + " through a rule that looks at the queue: deadlines met, and cost against the work's alone.",
        mixinStandardHelpOptions = true)
public final class ScalingCommand implements Callable<Integer> {

    private static final long SEED = 1;

    /** The rule that looks at the queue acts when the oldest job has waited this long. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofMinutes(1);

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
        BurstReplay replay =
                new BurstReplay(FleetTerms.of(List.of(offer), 1_000).meetingDeadlinesWith(probability));
        List<Burst> logged = new ArrayList<>();
        for (RequestLog log : logs()) {
            logged.addAll(Burst.of(log, bursts, offer.pace(), offer.boot()));
        }
        List<Burst> shortJobs = MadeUpBursts.of(3 * bursts, offer.pace(), offer.boot(), SEED);
        PrintWriter console = spec.commandLine().getOut();
        String json = played(replay, "the logs' busiest hours", "scaling", logged, console) + ","
                + played(replay, "made-up bursts of short jobs", "shortJobs", shortJobs, console);
        console.println("{" + json + "}");
        console.flush();
        return 0;
    }

    /** Plays bursts by each rule, prints what came of them, and returns it as members of a JSON object. */
    private static String played(BurstReplay replay, String what, String key, List<Burst> played, PrintWriter console) {
        Score planned = Score.NONE;
        Score eager = Score.NONE;
        Score thrifty = Score.NONE;
        long within = 0;
        for (Burst burst : played) {
            planned = planned.plus(replay.planned(burst));
            eager = eager.plus(replay.reactive(burst, PATIENCE, LOOK, 1));
            thrifty = thrifty.plus(replay.reactive(burst, PATIENCE, LOOK, 10));
            within += burst.withinP90();
        }
        double coverage = (double) within / planned.jobs();
        console.printf(
                Locale.ROOT,
                "%s: %d, %,d jobs, of which %.3f took at most their P90%n",
                what,
                played.size(),
                planned.jobs(),
                coverage);
        show(console, "planner", planned);
        show(console, "while jobs wait, one for each", eager);
        show(console, "while jobs wait, one for each ten", thrifty);
        return String.format(
                Locale.ROOT,
                "\"%1$sBursts\":%2$d,\"%1$sJobs\":%3$d,\"%1$sWithinP90\":%4$.4f,\"%1$sPlannedMet\":%5$.4f,"
                        + "\"%1$sPlannedCostOverFluid\":%6$.3f,\"%1$sReactiveMet\":%7$.4f,"
                        + "\"%1$sReactiveCostOverFluid\":%8$.3f,\"%1$sReactiveTenMet\":%9$.4f,"
                        + "\"%1$sReactiveTenCostOverFluid\":%10$.3f",
                key,
                played.size(),
                planned.jobs(),
                coverage,
                planned.metShare(),
                planned.costOverFluid(),
                eager.metShare(),
                eager.costOverFluid(),
                thrifty.metShare(),
                thrifty.costOverFluid());
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
