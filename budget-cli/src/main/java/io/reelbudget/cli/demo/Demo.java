package io.reelbudget.cli.demo;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Reelbudget;
import io.reelbudget.SalesDesk;
import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.demo.DemoAccount.Wish;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.ffmpeg.ContentProbe;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.FleetLimits;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.sales.Quote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs the demo from the clips to the proof. */
final class Demo {

    /** How much demo time passes in a second of wall time. */
    static final Duration PER_SECOND = Duration.ofMinutes(30);

    /** The demo's months begin by this zone's calendar. */
    static final ZoneId ZONE = ZoneId.of("UTC");

    /** The month begins, and with it the history; the demo begins 28 days later, three days before the renewal. */
    private static final Instant MONTH = Instant.parse("2026-10-01T00:00:00Z");

    static final Instant START = MONTH.plus(Duration.ofDays(SyntheticHistory.DAYS));

    /** After so long nothing new is begun, so that the demo ends in time on a busy machine, too. */
    private static final Duration CURFEW = Duration.ofSeconds(68);

    private static final Duration PATIENCE_FOR_PROBES = Duration.ofSeconds(3);

    /** More than the usual 2 %: all the jobs of a clip together take some ten seconds, a probe a few tenths. */
    private static final double MOST_PROBE_SHARE = 0.05;

    private static final Duration PATIENCE_FOR_LAST_JOBS = Duration.ofSeconds(8);
    private static final Duration PATIENCE_FOR_LOOKS = Duration.ofSeconds(5);
    private static final Duration BEFORE_TOP_UP = Duration.ofSeconds(2);

    /** An owner gives up after so many top-ups that did not end the pause. */
    private static final int MOST_PURCHASES = 6;

    private static final long TICK_MILLIS = 500;

    /** The share of a processor that each of the first workers has, one for each account. */
    private static final double SHARE = Math.min(
            1.0,
            Runtime.getRuntime().availableProcessors()
                    / (double) DemoAccount.all().size());

    /** How long an account's money is expected to last, in demo time. */
    private static final Duration BURN =
            Duration.ofSeconds(Math.round(PER_SECOND.toSeconds() * Budget.CPU_SECONDS_LEFT / SHARE));

    /** The owners want to act when less than two fifths of that are left. */
    static final Threshold THRESHOLD = Threshold.of(Duration.ofMinutes(30 * Math.round(0.4 * BURN.toMinutes() / 30)));

    private final DemoOptions options;
    private final Screen screen;
    private final DemoLog log;
    private final DemoClock clock = new DemoClock(MONTH, (int) PER_SECOND.toSeconds(), System::nanoTime);

    Demo(DemoOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
        this.log = new DemoLog(screen);
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if a file is no video or ffmpeg lacks encoders
     */
    DemoReport run() throws InterruptedException {
        long started = System.nanoTime();
        Ffmpeg ffmpeg = Ffmpeg.locate(options.ffmpeg());
        ClipShelf.requireVideos(options.inputs(), ffmpeg);
        Path directory = directory();
        screen.say("ffmpeg      " + ffmpeg);
        screen.say("directory   " + directory);
        List<Clip> clips = ClipShelf.of(options.inputs(), directory.resolve("clips"), ffmpeg);
        clips.forEach(clip -> screen.say("source      " + Texts.clip(clip)));
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            return run(directory, ffmpeg, clips, estimator, started);
        }
    }

    private DemoReport run(
            Path directory, Ffmpeg ffmpeg, List<Clip> clips, TrainedCostEstimator estimator, long started)
            throws InterruptedException {
        List<ClipProbe> probes = probe(clips, ffmpeg, estimator, directory);
        Workload workload = workload(probes.stream().map(ClipProbe::clip).toList(), ffmpeg, estimator);
        List<Budget> budgets = budgets(workload, estimator);
        List<AccountOutcome> outcomes;
        Workers workers;
        try (TranscodingService service =
                new TranscodingService(directory, ffmpeg, estimator, clock, log, lateUploads(budgets, workload))) {
            prepare(service, budgets);
            operate(service, budgets, started);
            workers = service.workers();
            outcomes = budgets.stream()
                    .map(budget -> AccountOutcome.of(budget, service.budgets(), log))
                    .toList();
        }
        List<Invariant> invariants = Proof.of(directory.resolve("ledger"), clock, outcomes, log, workers);
        Path chart = DemoChart.write(options.chart().orElse(directory.resolve("burn-down.png")), outcomes, log);
        return new DemoReport(
                outcomes,
                log.rows(),
                probes,
                invariants,
                directory,
                chart,
                clock.instant(),
                Duration.ofNanos(System.nanoTime() - started),
                Busyness.now());
    }

    /** Probes the clips for the jobs that are planned without: what is learned may change the plan. */
    private List<ClipProbe> probe(List<Clip> clips, Ffmpeg ffmpeg, CostEstimator estimator, Path directory) {
        List<Budget> planned = budgets(workload(clips, ffmpeg, estimator), estimator);
        ContentProbe probe = ContentProbe.of(ffmpeg)
                .withShare(MOST_PROBE_SHARE)
                .withWorkspace(directory)
                .withTimeout(PATIENCE_FOR_PROBES);
        List<ClipProbe> probes = ClipProbe.of(clips, planned, probe, estimator);
        probes.forEach(each -> screen.say("probe       " + Texts.probe(each)));
        return probes;
    }

    private Workload workload(List<Clip> clips, Ffmpeg ffmpeg, CostEstimator estimator) {
        return Workload.of(clips, RenditionMenu.of(ffmpeg), estimator, random("workload"));
    }

    private static List<Budget> budgets(Workload workload, CostEstimator estimator) {
        return DemoAccount.all().stream()
                .map(account -> Budget.of(account, workload, estimator, BURN, ZONE))
                .toList();
    }

    private void prepare(TranscodingService service, List<Budget> budgets) {
        for (Budget budget : budgets) {
            service.open(budget.account(), budget.plan(), terms(budget.account()));
            screen.say("account     " + Texts.budget(budget, THRESHOLD));
        }
        writeHistory(service.budgets().ledger(), budgets);
        clock.set(START);
        for (Budget budget : budgets) {
            Admission quote = service.quote(budget);
            screen.say("price       " + Texts.price(quote));
            Texts.licences(quote).forEach(line -> screen.say("licence     " + line));
        }
        screen.say("history     " + SyntheticHistory.DAYS
                + " days, hour by hour, invented and labelled synthetic; ended " + Texts.instant(START));
        screen.say("time        1 second of yours is " + PER_SECOND.toMinutes() + " minutes of the demo's");
    }

    /** Writes the hours of all accounts side by side: their time is the ledger's, which only goes forward. */
    private void writeHistory(Ledger ledger, List<Budget> budgets) {
        List<SyntheticHistory> histories = budgets.stream()
                .map(budget -> SyntheticHistory.draw(
                        budget.account().path(),
                        budget.history(),
                        MONTH,
                        ZONE,
                        random("history " + budget.account().path())))
                .toList();
        // Decided when they are submitted, and durable a little later: waiting for each hour takes long on a busy disk.
        List<CompletionStage<Result.Captured>> posted = new ArrayList<>();
        for (int hour = 0; hour < SyntheticHistory.HOURS; hour++) {
            clock.set(MONTH.plus(Duration.ofHours(hour).plusMinutes(30)));
            for (SyntheticHistory history : histories) {
                posted.add(history.submit(ledger, hour));
            }
        }
        posted.forEach(stage -> stage.toCompletableFuture().join());
    }

    private void operate(TranscodingService service, List<Budget> budgets, long started) throws InterruptedException {
        clock.start();
        budgets.forEach(budget -> service.start(budget.account(), budget.queue()));
        Map<AccountPath, Instant> waitingSince = new HashMap<>();
        long curfew = started + CURFEW.toNanos();
        while (System.nanoTime() < curfew && !budgets.stream().allMatch(budget -> isDone(service, budget))) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            for (Budget budget : budgets) {
                AccountPath account = budget.account().path();
                service.budgets().changed(account);
                log.read(service.budgets().balance(account));
                if (service.station().isPaused(account)) {
                    topUpInTime(service.budgets(), budget, waitingSince);
                }
            }
        }
        service.station().closeAll();
        service.pool().join(PATIENCE_FOR_LAST_JOBS);
        service.rethrowFault();
        if (!service.budgets().awaitLooks(PATIENCE_FOR_LOOKS)) {
            screen.say("note        The monitor was still busy when the demo ended.");
        }
        budgets.forEach(
                budget -> log.read(service.budgets().balance(budget.account().path())));
    }

    /**
     * The owner of a paused account buys more a moment after the notice, and again while that is not enough: how much
     * is depends on how fast this machine spends it.
     */
    private void topUpInTime(Reelbudget reelbudget, Budget budget, Map<AccountPath, Instant> waitingSince) {
        AccountPath account = budget.account().path();
        Instant now = clock.instant();
        Instant since = waitingSince.computeIfAbsent(account, paused -> now);
        int purchases = log.happenings(account, Happening.Kind.TOPPED_UP).size();
        boolean resumedBefore =
                !log.happenings(account, Happening.Kind.RECOVERED).isEmpty();
        boolean patient = now.isBefore(since.plus(clock.inDemoTime((double) BEFORE_TOP_UP.toSeconds())));
        if (resumedBefore || patient || purchases >= MOST_PURCHASES) {
            return;
        }
        waitingSince.put(account, now);
        log.happened(now, account, Happening.Kind.TOPPED_UP, bought(reelbudget.sales(), account, budget.topUp()));
    }

    /** Buys by a quote, through a gateway that takes no real money, and says at which price. */
    private static String bought(SalesDesk sales, AccountPath account, Amount units) {
        Quote quote = sales.quote(account, units);
        return sales.buy(quote.id())
                .fold(
                        begun -> "The owner bought " + units + " for " + quote.price() + " by prices "
                                + quote.priceVersion() + ": " + begun.purchase().phase() + ", payment "
                                + begun.purchase().reference() + ".",
                        refused -> {
                            throw new IllegalStateException(refused.message());
                        });
    }

    /** Done: out of money, out of work, or paused again with nothing running. */
    private boolean isDone(TranscodingService service, Budget budget) {
        AccountPath account = budget.account().path();
        boolean idle = !service.budgets().balance(account).held().isPositive();
        boolean resumed = !log.happenings(account, Happening.Kind.RECOVERED).isEmpty();
        return service.pool().activeOf(account) == 0
                || (idle && resumed && service.station().isPaused(account));
    }

    /** Customers with tight budgets go on bringing jobs, so that their budgets really run out. */
    private static LateUploads lateUploads(List<Budget> budgets, Workload workload) {
        Map<AccountPath, AtomicInteger> numbers = new HashMap<>();
        Map<AccountPath, DemoAccount> tight = new HashMap<>();
        for (Budget budget : budgets) {
            if (budget.account().isTight()) {
                tight.put(budget.account().path(), budget.account());
                numbers.put(
                        budget.account().path(),
                        new AtomicInteger(budget.queue().size()));
            }
        }
        return account -> {
            DemoAccount customer = tight.get(account);
            AtomicInteger number = numbers.get(account);
            return customer == null || number == null
                    ? Optional.empty()
                    : Optional.of(workload.ticket(customer, number.incrementAndGet()));
        };
    }

    private static AccountTerms terms(DemoAccount account) {
        AccountTerms terms = AccountTerms.pricedBy(account.prices()).withThreshold(THRESHOLD);
        if (account.stance() == Wish.QUALITY) {
            double processors = SHARE / PER_SECOND.toSeconds();
            return terms.withPolicy(
                    ScalingPolicy.prioritiseQuality(new FleetLimits(2, processors, Duration.ofMinutes(5))));
        }
        return account.stance() == Wish.AVAILABILITY ? terms.withPolicy(ScalingPolicy.prioritiseAvailability()) : terms;
    }

    private Path directory() {
        try {
            if (options.directory().isEmpty()) {
                return Files.createTempDirectory(Path.of("").toAbsolutePath(), "reelbudget-demo-");
            }
            Path chosen = options.directory().get().toAbsolutePath().normalize();
            if (Files.exists(chosen.resolve("ledger"))) {
                throw new IllegalArgumentException("Directory '" + chosen
                        + "' already had a ledger but must be new, since the demo begins with an invented history; name"
                        + " another with --directory.");
            }
            return Files.createDirectories(chosen);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "No directory could be made for the demo; name one that you may write to with --directory.",
                    failed);
        }
    }

    private RandomGenerator random(String purpose) {
        // One stream for each purpose, so that a change to one does not shift the others.
        return RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed() * 31 + purpose.hashCode());
    }
}
