package io.reelbudget.console;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Reelbudget;
import io.reelbudget.ReelbudgetBuilder;
import io.reelbudget.SalesTerms;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.pricing.SalePricesDocument;
import io.reelbudget.policy.pricing.TierListDocument;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.rate.RateCard;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.runway.SpendPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Budgets with some weeks of history, the same each time: made by the facade itself on a clock that is set. */
final class DemoBudgets implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    private static final String TIERS = """
            {"format": "reelbudget-tiers-1", "version": "tiers-1", "currency": "USD", "tiers": [
              {"name": "free", "codecs": ["H264"], "largestPicture": "1920x1080"},
              {"name": "pro", "price": "49", "codecs": ["H264", "H265", "VP9"], "largestPicture": "3840x2160"},
              {"name": "studio", "price": "199", "codecs": ["H264", "H265", "VP9", "AV1"]}]}
            """;

    private static final String GENTLE = """
            {"format": "reelbudget-policy-1", "policy": "GRADUATED", "name": "gentle", "steps": [
              {"do": "NOTIFY", "when": {"beforeRenewal": "0.5"}},
              {"do": "DOWNGRADE", "when": {"within": "PT12H"}, "neverBelow": 720},
              {"do": "DRAIN", "when": {"shareLeft": "0.02"}}]}
            """;

    private static final String PRICES = """
            {"format": "reelbudget-sale-prices-1", "version": "units-1", "effectiveFrom": "2026-01-01T00:00:00Z",
              "sells": {"currency": "USD", "pack": "1"}, "currency": "USD", "validFor": "PT15M",
              "volume": {"mode": "GRADUATED", "steps": [{"upTo": 100, "price": "1.00"}, {"price": "0.95"}]}}
            """;

    /** A clock that is set. */
    static final class Hands implements InstantSource {
        private volatile Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void set(Instant instant) {
            now = instant;
        }
    }

    /** An estimator without a model: a second of processor time for each two million pixels, give or take. */
    private static final CostEstimator BY_PIXELS = new CostEstimator() {
        @Override
        public CostEstimate estimate(TranscodeJob job) {
            double seconds = 0;
            for (Target target : job.targets()) {
                seconds +=
                        target.width() * (double) target.height() * job.source().frames() / 4e7;
            }
            return new CostEstimate(
                    new Quantiles(seconds * 0.7, seconds, seconds * 1.5),
                    CostEstimate.Origin.MODEL,
                    "by pixels",
                    0,
                    "A second for forty million pixels.");
        }

        @Override
        public void learn(FinishedJob finished) {
            // It knows what it knows.
        }
    };

    /** Looks ahead only once there is something to see: weeks of history would be forecast at every job otherwise. */
    private static final class Lookout implements SpendForecaster {
        private final SpendForecaster real = UsageForecaster.withDefaults();
        private volatile Instant from;

        Lookout(Instant from) {
            this.from = from;
        }

        @Override
        public RunwayForecast forecast(RunwayQuestion question) {
            if (!question.now().isBefore(from)) {
                return real.forecast(question);
            }
            return new RunwayForecast(
                    question.now(),
                    question.renewal(),
                    Optional.empty(),
                    List.of(
                            new SpendPoint(question.now(), Quantiles.certain(0), 0),
                            new SpendPoint(question.renewal(), Quantiles.certain(0), 0)),
                    List.of(),
                    "none yet",
                    RunwayForecast.Confidence.LOW,
                    "Nobody looks yet.");
        }
    }

    final Hands clock;
    final Reelbudget budgets;

    private DemoBudgets(Reelbudget budgets, Hands clock) {
        this.budgets = budgets;
        this.clock = clock;
    }

    /** Returns budgets in memory without accounts. */
    static DemoBudgets empty() {
        Hands clock = new Hands(NOW);
        return new DemoBudgets(settings(Reelbudget.inMemory(), clock).open(), clock);
    }

    private static ReelbudgetBuilder settings(ReelbudgetBuilder settings, Hands clock) {
        return settings.clock(clock)
                .estimator(BY_PIXELS)
                .forecaster(new Lookout(NOW.minus(Duration.ofHours(6))))
                .processors(4)
                .hooks(Hooks.standard().withPayments(new TestPaymentGateway(TestPaymentGateway.Payers.AGREE_AT_ONCE)))
                .sales(SalesTerms.none()
                        .withPrices(SalePricesDocument.parse(PRICES))
                        .withTiers(TierListDocument.parse(TIERS)))
                .stepped();
    }

    /** Returns budgets in a directory with accounts of all sorts and some weeks of jobs. */
    static DemoBudgets in(Path directory) {
        Hands clock = new Hands(Instant.parse("2026-11-01T00:00:00Z"));
        DemoBudgets demo =
                new DemoBudgets(settings(Reelbudget.at(directory), clock).open(), clock);
        demo.fill();
        return demo;
    }

    AccountPath open(String path, Plan plan) {
        AccountPath account = AccountPath.of(path);
        budgets.open(
                account, plan, AccountTerms.pricedBy(RateCard.perCpuHour("card-1", Amount.parse("1.80", Unit.USD))));
        return account;
    }

    static Plan monthly(String amount) {
        return Plan.monthly(Amount.parse(amount, Unit.USD), ZoneOffset.UTC);
    }

    static TranscodeJob job(String id, int minutes) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 25, minutes * 60.0, 8_000_000, 0);
        return TranscodeJob.of(
                id,
                source,
                new Target(VideoCodec.H264, "libx264", "medium", 1920, 1080, 25, new RateControl.Bitrate(5_000_000)),
                new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 25, new RateControl.Bitrate(2_500_000)));
    }

    /** How an account works: how much a day, and how that grows. */
    private record Habit(AccountPath account, double jobsADay, int minutes, double growth) {}

    private void fill() {
        List<Habit> habits = new ArrayList<>();
        open(
                "acme",
                monthly("900")
                        .withLimit(Limit.soft(Amount.parse("60", Unit.USD), Window.trailing(Duration.ofHours(24)))));
        habits.add(new Habit(open("acme/video", monthly("355")), 3.5, 24, 1.05));
        habits.add(new Habit(open("acme/archive", monthly("260")), 1.5, 50, 1.0));
        habits.add(new Habit(open("birdhouse", monthly("120")), 2, 20, 1.02));
        habits.add(new Habit(open("corner-cinema", monthly("300")), 1.5, 36, 0.99));
        habits.add(new Habit(open("delta-news/live:eu", onRoot("delta-news", "500")), 3, 18, 1.0));
        habits.add(new Habit(open("ed@studio", monthly("80")), 1, 15, 1.0));
        habits.add(new Habit(
                open("\u05e2\u05d1\u05e8\u05d9\u05ea-\u0648\u064a\u062f\u064a\u0648", monthly("200")), 1.5, 20, 1.01));
        open("free-tier", Plan.unlimited(Unit.USD, ZoneOffset.UTC));
        open("quiet", Plan.prepaid(Unit.USD, ZoneOffset.UTC));
        habits.add(new Habit(open("x".repeat(64) + "/" + "y".repeat(64) + "/z", deep()), 1, 5, 1.0));
        run(habits);
        budgets.topUp(
                AccountPath.of("quiet"), IdempotencyKey.named("first"), Amount.parse("25", Unit.USD), "invoice 4711");
        budgets.ledger()
                .blocking()
                .submit(new Command.TopUp(
                        AccountPath.of("acme/video"),
                        IdempotencyKey.named("black friday"),
                        Amount.parse("75", Unit.USD),
                        GrantKind.PROMOTIONAL,
                        new GrantOffer(
                                Optional.of(Instant.parse("2026-11-27T00:00:00Z")),
                                Optional.of(Instant.parse("2026-12-05T00:00:00Z")),
                                GrantOffer.DEFAULT_PRIORITY,
                                Labels.none()),
                        "Black Friday"));
    }

    private Plan onRoot(String root, String amount) {
        open(root, monthly(amount));
        return monthly(amount);
    }

    private Plan deep() {
        open("x".repeat(64), monthly("50"));
        open("x".repeat(64) + "/" + "y".repeat(64), monthly("50"));
        return monthly("50");
    }

    private void run(List<Habit> habits) {
        Random chance = new Random(8);
        List<Running> running = new ArrayList<>();
        long hours = Duration.between(clock.instant(), NOW).toHours();
        for (long hour = 0; hour < hours; hour++) {
            Instant now = clock.instant().plus(Duration.ofHours(1));
            clock.set(now);
            if (hour == hours - 5) {
                budgets.monitor().adopt(AccountPath.of("acme/video"), PolicyDocument.parse(GENTLE), "ann");
            }
            if (hour % 6 == 0) {
                budgets.step();
            }
            for (Running each : List.copyOf(running)) {
                if (!each.ends().isAfter(now)) {
                    budgets.capture(each.admitted(), each.seconds());
                    running.remove(each);
                }
            }
            double daytime = 1 + 0.8 * Math.sin((now.atZone(ZoneOffset.UTC).getHour() - 9) / 24.0 * 2 * Math.PI);
            for (Habit habit : habits) {
                double rate = habit.jobsADay() / 24 * daytime * Math.pow(habit.growth(), hour / 24.0);
                if (chance.nextDouble() < rate) {
                    start(habit, "job-" + habits.indexOf(habit) + "-" + hour, now, chance, running);
                }
            }
        }
    }

    private record Running(Admission.Admitted admitted, double seconds, Instant ends) {}

    private void start(Habit habit, String id, Instant now, Random chance, List<Running> running) {
        Admission answer = budgets.admit(habit.account(), job(id, habit.minutes() + chance.nextInt(habit.minutes())));
        Optional<Admission.Admitted> admitted = answer.fold(
                Optional::of,
                reduced -> Optional.of(reduced.admission()),
                q -> Optional.empty(),
                a -> Optional.empty(),
                r -> Optional.empty());
        admitted.ifPresent(each -> running.add(new Running(
                each,
                each.estimate().cpuSeconds().p50() * Math.exp(0.28 * chance.nextGaussian()),
                now.plus(Duration.ofHours(1 + chance.nextInt(3))))));
    }

    Console console(Authenticator authenticator) {
        return Console.over(budgets)
                .authenticator(authenticator)
                .clock(clock)
                .probes(io.reelbudget.ffmpeg.SourceReader::read)
                .open();
    }

    @Override
    public void close() {
        budgets.close();
    }
}
