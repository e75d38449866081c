package io.reelbudget.bench.backtest;

import io.reelbudget.AccountTerms;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.Backtest;
import io.reelbudget.backtest.Comparison;
import io.reelbudget.backtest.History;
import io.reelbudget.backtest.Setting;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays made-up months of jobs, unchanged and under two other settings. */
@Command(
        name = "backtest",
        description = "Measures how fast months of jobs are replayed under other settings.",
        mixinStandardHelpOptions = true)
public final class BacktestCommand implements Callable<Integer> {

    private static final int REPLAYS = 3;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--jobs", description = "How many jobs (default: ${DEFAULT-VALUE}).")
    private int jobs = 10_000;

    @Option(names = "--accounts", description = "Of how many accounts (default: ${DEFAULT-VALUE}).")
    private int accounts = 20;

    @Option(names = "--days", description = "Over how many days (default: ${DEFAULT-VALUE}).")
    private int days = 90;

    @Override
    public Integer call() {
        if (jobs < 1 || accounts < 1 || days < 1 || days > 366) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Jobs, accounts and days were " + jobs + ", " + accounts + " and " + days
                            + " but must be 1 or more, and days 366 at most.");
        }
        double monthly = MadeUpMonths.USUAL_PRICE * jobs / accounts / days * 31;
        History history = History.ofRows(MadeUpMonths.of(jobs, accounts, days), plans(monthly * 0.9));
        RateCard card = RateCard.perCpuHour("card-1", Amount.parse("1.00", Unit.USD));
        Backtest backtest = Backtest.of(history, account -> Optional.of(AccountTerms.pricedBy(card)));
        Setting more = Setting.named("1.5 x");
        for (Map.Entry<AccountPath, Plan> plan : plans(monthly * 1.35).entrySet()) {
            more = more.withPlan(plan.getKey(), plan.getValue());
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        Comparison comparison = backtest.compare(
                history.since(),
                history.until().plusSeconds(1),
                List.of(Setting.named("720p").withPicturesUpTo(720), more));
        double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
        print(comparison, seconds);
        return 0;
    }

    private Map<AccountPath, Plan> plans(double monthly) {
        Map<AccountPath, Plan> plans = new HashMap<>();
        for (int i = 0; i < accounts; i++) {
            plans.put(
                    MadeUpMonths.account(i),
                    Plan.monthly(Amount.ofMicros(Math.round(monthly * 1e6), Unit.USD), ZoneOffset.UTC));
        }
        return plans;
    }

    private void print(Comparison comparison, double seconds) {
        PrintWriter console = spec.commandLine().getOut();
        console.println(comparison.table());
        double perJob = seconds / REPLAYS / jobs;
        console.printf(
                Locale.ROOT,
                "%d jobs of %d accounts over %d days, replayed %d times: %.1f s of processor time, %.2f ms a job.%n",
                jobs,
                accounts,
                days,
                REPLAYS,
                seconds,
                1e3 * perJob);
        console.printf(
                Locale.ROOT,
                "{\"jobs\":%d,\"secondsAReplay\":%.3f,\"millisAJob\":%.4f,\"exact\":%b}%n",
                jobs,
                seconds / REPLAYS,
                1e3 * perJob,
                comparison.fidelity().isExact());
        console.flush();
    }
}
