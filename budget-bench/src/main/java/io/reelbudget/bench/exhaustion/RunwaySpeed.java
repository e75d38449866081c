package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Times whole answers of {@link UsageForecaster}, with curve, terms and burn rates, about accounts whose day's fit is
 * kept: a third with an even day, a third with working days, a third that spends in bursts. CPU time of one thread,
 * after warming up.
 */
public final class RunwaySpeed {

    private static final int ACCOUNTS = 300;
    private static final int HOURS = 28 * 24;
    private static final int ROUNDS = 5;
    private static final double PER = 100_000;
    private static final double NANOS = 1e9;
    private static final Instant NOW = Instant.parse("2026-11-10T15:20:00Z");

    private RunwaySpeed() {}

    /** Returns the CPU seconds that 100,000 answers take. */
    public static double per100kSeconds(long seed) {
        Random random = new Random(seed);
        List<RunwayQuestion> questions = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            questions.add(question(account % 3, random));
        }
        UsageForecaster forecaster = UsageForecaster.withDefaults().keepingFits(ACCOUNTS);
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (RunwayQuestion question : questions) {
                if (forecaster.forecast(question).curve().isEmpty()) {
                    throw new IllegalStateException(
                            "A forecast had no curve but must have one; see seed " + seed + ".");
                }
            }
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            best = Math.min(best, spent / NANOS * (PER / ACCOUNTS));
        }
        return best;
    }

    private static RunwayQuestion question(int kind, Random random) {
        long[] micros = new long[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            double even = 3 + 2 * Math.sin(Math.PI * hour / 12) + 0.5 * random.nextGaussian();
            double worked = even + (hour / 24 % 7 < 5 ? 2 : 0);
            double bursts = random.nextInt(20) == 0 ? -40 * Math.log(1 - random.nextDouble()) : 0;
            micros[hour] = Math.round(1e6 * Math.max(0, kind == 0 ? even : kind == 1 ? worked : bursts));
        }
        Instant hour = NOW.minus(Duration.ofMinutes(20));
        HourlyUsage usage = HourlyUsage.of(hour.minus(Duration.ofHours(HOURS)), Unit.USD, micros);
        return new RunwayQuestion(NOW, NOW.plus(Duration.ofDays(20)), 1_000_000_000L, usage, List.of());
    }
}
