package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.exhaustion.AccountPulse;
import io.reelbudget.forecast.exhaustion.BudgetLeft;
import io.reelbudget.forecast.exhaustion.BusyDays;
import io.reelbudget.forecast.exhaustion.FeatureRow;
import io.reelbudget.forecast.exhaustion.Knowledge;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.forecast.exhaustion.RunOutCurve;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Times the exhaustion forecast of many accounts, each after one more job: update its running sums, and say P(before
 * renewal), P(within 24 hours) and P10, P50 and P90 given run-out. CPU time of one thread, after warming up.
 */
public final class ExhaustionSpeed {

    private static final int ACCOUNTS = 20_000;
    private static final int JOBS = 120;
    private static final double PER = 100_000;
    private static final double BUDGET = 100;
    private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(95));

    private final AccountPulse[] accounts = new AccountPulse[ACCOUNTS];
    private final LearntCombination combination = LearntCombination.shipped(Knowledge.JOBS_AND_HOST);
    private final BusyDays busy = BusyDays.of(50, 60, 55, 58, 61, 20, 18, 52, 59, 57, 60, 62, 21, 17);

    private ExhaustionSpeed(Random random) {
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts[i] = new AccountPulse();
            double gap = Duration.between(START, NOW).toSeconds() / (double) JOBS;
            double seconds = 0;
            for (int job = 0; job < JOBS; job++) {
                seconds += gap * random.nextDouble() * 2;
                Instant at = START.plusSeconds((long) Math.min(seconds, 94 * 86_400.0));
                accounts[i].charged(at, -Math.log(1 - random.nextDouble()));
                accounts[i].ended(at);
            }
        }
    }

    /** Returns the CPU seconds that the forecasts of 100,000 accounts take, each after one more job. */
    public static double per100kSeconds(long seed) {
        Random random = new Random(seed);
        ExhaustionSpeed speed = new ExhaustionSpeed(random);
        double sink = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 4; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            sink += speed.round(NOW.plusSeconds(60L * round), random);
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            best = Math.min(best, spent / 1e9 * (PER / ACCOUNTS));
        }
        if (!(sink > 0)) {
            throw new IllegalStateException("Forecasts were all zero but some accounts must run out; mend the load.");
        }
        return best;
    }

    private double round(Instant now, Random random) {
        double sum = 0;
        for (AccountPulse account : accounts) {
            account.charged(now, 0.1);
            double left = 1 + random.nextDouble() * 60;
            double days = 1 + random.nextInt(29);
            FeatureRow row = FeatureRow.of(account.at(now), new BudgetLeft(BUDGET, BUDGET - left, left, days), busy);
            RunOutCurve curve = combination.curve(row);
            sum += curve.beforeRenewal() + curve.within(1);
            sum += curve.quantile(0.1) + curve.quantile(0.5) + curve.quantile(0.9);
        }
        return sum;
    }
}
