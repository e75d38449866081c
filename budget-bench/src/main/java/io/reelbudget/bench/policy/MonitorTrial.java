package io.reelbudget.bench.policy;

import io.reelbudget.AccountTerms;
import io.reelbudget.HoldSize;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.Threshold;
import io.reelbudget.rate.RateCard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after an event the monitor has decided about its account, with many idle accounts and some active ones.
 *
 * <p>An event is the admission of a job; events come one by one at a steady pace, whether or not the monitor keeps up,
 * each of an active account drawn at random; idle accounts were opened in the facade as the others, and untouched
 * since. One active account in ten has so small a budget that its job calls for an act: a notice. The others have a day
 * of hourly spending behind them, so that a look at one forecasts.
 */
final class MonitorTrial {

    private static final Instant START = Instant.parse("2026-11-10T00:00:00Z");
    private static final int HOURS = 24;
    private static final int SHORT_OF_FUNDS_IN = 10;

    /** Events of the first seconds do not count: the code is being compiled. */
    private static final int WARM_UP_SECONDS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RateCard CARD = RateCard.perCpuHour("bench-1", Amount.parse("0.10", Unit.USD));

    private final int accounts;
    private final int active;
    private final int eventsPerSecond;
    private final int seconds;
    private final long seed;

    private final AtomicLong lead = new AtomicLong();
    private final Map<AccountPath, Event> open = new ConcurrentHashMap<>();
    private final Queue<Lag> lags = new ConcurrentLinkedQueue<>();

    /** An event that waits for a look that has seen so many open holds. */
    private record Event(long nanos, int holds, boolean counts) {}

    private record Lag(double millis, boolean acted) {}

    /**
     * What came of it, in wall time.
     *
     * @param decisionP99Millis from an event that calls for an act to the decision to act
     * @param lookP99Millis from any event to the end of the look at its account
     * @param decisions how many acts were called for and decided
     * @param unanswered how many events no look had seen in time
     * @param openMicros to open an account
     * @param bytesPerAccount heap that an open account takes
     */
    record Result(
            double decisionP99Millis,
            double lookP99Millis,
            int decisions,
            int unanswered,
            double openMicros,
            double bytesPerAccount) {}

    MonitorTrial(int accounts, int active, int eventsPerSecond, int seconds, long seed) {
        this.accounts = accounts;
        this.active = active;
        this.eventsPerSecond = eventsPerSecond;
        this.seconds = seconds;
        this.seed = seed;
    }

    Result run() throws InterruptedException {
        InstantSource clock = () -> START.plusNanos(lead.get());
        long before = usedBytes();
        try (Reelbudget budgets = Reelbudget.inMemory()
                .clock(clock)
                .estimator(new LevelEstimator())
                .hooks(Hooks.standard().withNotifier(notice -> {}))
                .onEvaluation(this::looked)
                .open()) {
            long opening = System.nanoTime();
            openAll(budgets);
            double openMicros = (System.nanoTime() - opening) / 1e3 / accounts;
            double bytes = (double) (usedBytes() - before) / accounts;
            spendForADay(budgets.ledger().blocking());
            events(budgets, new SplittableRandom(seed));
            budgets.awaitLooks(PATIENCE);
            return new Result(
                    p99(lags.stream()
                            .filter(Lag::acted)
                            .mapToDouble(Lag::millis)
                            .toArray()),
                    p99(lags.stream().mapToDouble(Lag::millis).toArray()),
                    (int) lags.stream().filter(Lag::acted).count(),
                    open.size(),
                    openMicros,
                    bytes);
        }
    }

    private void openAll(Reelbudget budgets) {
        Plan usual = Plan.monthly(Amount.parse("10000.00", Unit.USD), ZoneOffset.UTC);
        Plan small = Plan.monthly(Amount.parse("0.16", Unit.USD), ZoneOffset.UTC);
        AccountTerms terms =
                AccountTerms.pricedBy(CARD).withHoldSize(HoldSize.P90).withThreshold(Threshold.ofShareLeft(0.2));
        for (int i = 0; i < accounts; i++) {
            budgets.open(account(i), isShort(i) ? small : usual, terms);
        }
    }

    private boolean isShort(int account) {
        return account < active && account % SHORT_OF_FUNDS_IN == 0;
    }

    private void spendForADay(BlockingLedger ledger) {
        Amount spent = Amount.parse("0.05", Unit.USD);
        for (int hour = 0; hour < HOURS; hour++) {
            for (int i = 0; i < active; i++) {
                if (!isShort(i)) {
                    IdempotencyKey key = IdempotencyKey.named("hour " + hour);
                    Command.PlaceHold place =
                            new Command.PlaceHold(account(i), key, spent, Duration.ofHours(1), Labels.none());
                    if (ledger.submit(place) instanceof Held held) {
                        ledger.submit(new Command.CaptureHold(
                                held.id(), IdempotencyKey.named("end of hour " + hour), spent, Labels.none()));
                    }
                }
            }
            lead.addAndGet(Duration.ofHours(1).toNanos());
        }
    }

    /** Paced by the clock of the machine: an event that waits for its turn is late, and its lag counts that. */
    private void events(Reelbudget budgets, SplittableRandom random) {
        int[] holds = new int[active];
        long pace = 1_000_000_000L / eventsPerSecond;
        long begin = System.nanoTime();
        long base = lead.get();
        for (int number = 0; number < eventsPerSecond * (WARM_UP_SECONDS + seconds); number++) {
            long due = begin + number * pace;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            lead.set(base + System.nanoTime() - begin);
            int at = random.nextInt(active);
            if (isShort(at) && holds[at] > 0) {
                continue; // its money is held: another admission changes nothing
            }
            AccountPath account = account(at);
            Event event = new Event(due, ++holds[at], number >= eventsPerSecond * WARM_UP_SECONDS);
            open.putIfAbsent(account, event);
            budgets.admit(account, LevelEstimator.job("job-" + number));
        }
    }

    private void looked(Evaluation evaluation) {
        AccountPath account = evaluation.situation().account();
        Event event = open.get(account);
        if (event != null
                && evaluation.situation().holds().size() >= event.holds()
                && open.remove(account, event)
                && event.counts()) {
            lags.add(new Lag((System.nanoTime() - event.nanos()) / 1e6, evaluation.decision() instanceof Decision.Act));
        }
    }

    private static AccountPath account(int number) {
        return AccountPath.of("account-" + number);
    }

    private static double p99(double[] values) {
        if (values.length == 0) {
            throw new IllegalStateException(
                    "The monitor looked at no account after its events but must look at each; see the log.");
        }
        Arrays.sort(values);
        return values[(int) Math.min(values.length - 1L, values.length * 99L / 100)];
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
