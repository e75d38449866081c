package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Times {@link UsageForecaster} as the policies' monitor uses it: on every change of an account, after one more job, a
 * forecast, its probability before the renewal and within a day, and its quantiles. A third of the accounts has an even
 * day, a third working days, a third spends in bursts; each has jobs that run and jobs that wait. CPU time of one
 * thread, after warming up, without making the questions.
 */
public final class RunwaySpeed {

    private static final int ACCOUNTS = 300;
    private static final int HOURS = 28 * 24;
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 11;
    private static final double PER = 100_000;
    private static final double NANOS = 1e9;
    private static final int HOURS_OF_EVENING = 7;
    private static final Instant FIRST_HOUR = Instant.parse("2026-11-10T15:00:00Z");

    private final List<long[]> histories = new ArrayList<>();
    private final long[] remaining = new long[ACCOUNTS];
    private final UsageForecaster forecaster = UsageForecaster.withDefaults().keepingFits(ACCOUNTS);
    private final Random random;
    private Instant hour = FIRST_HOUR;

    private RunwaySpeed(long seed) {
        random = new Random(seed);
        for (int account = 0; account < ACCOUNTS; account++) {
            long[] history = history(account % 3);
            histories.add(history);
            remaining[account] = (long) (sum(history) * (0.2 + random.nextDouble()));
        }
    }

    /** Returns the CPU seconds that 100,000 forecasts after one more job each take, the median of some rounds. */
    public static double per100kSeconds(long seed) {
        return new RunwaySpeed(seed).median(RunwaySpeed::decided);
    }

    /** Returns the CPU seconds that 100,000 forecasts with curve, terms, shortfall and burn rates take, alike. */
    public static double detailsPer100kSeconds(long seed) {
        return new RunwaySpeed(seed)
                .median(forecast -> decided(forecast) + forecast.curve().size());
    }

    private static double decided(RunwayForecast forecast) {
        return forecast.probabilityBeforeRenewal()
                + forecast.probabilityWithin(Duration.ofDays(1))
                + forecast.exhaustion().map(quantiles -> 1.0).orElse(0.0);
    }

    /** Returns the CPU seconds that the first forecasts of 100,000 accounts in a new hour take, alike. */
    public static double newHourPer100kSeconds(long seed) {
        RunwaySpeed speed = new RunwaySpeed(seed);
        speed.median(RunwaySpeed::decided);
        double[] seconds = new double[HOURS_OF_EVENING];
        for (int hour = 0; hour < HOURS_OF_EVENING; hour++) {
            speed.passAnHour();
            seconds[hour] = speed.time(speed.questions(speed.hour.plusSeconds(60)), RunwaySpeed::decided);
        }
        Arrays.sort(seconds);
        return seconds[HOURS_OF_EVENING / 2];
    }

    private void passAnHour() {
        hour = hour.plus(Duration.ofHours(1));
        histories.replaceAll(history -> {
            long[] longer = Arrays.copyOf(history, history.length + 1);
            longer[history.length - 1] += history[history.length - 25];
            return longer;
        });
    }

    private double median(ToDoubleFunction<RunwayForecast> use) {
        double[] seconds = new double[ROUNDS];
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            seconds[round % ROUNDS] = time(questions(hour.plusSeconds(60L * round)), use);
        }
        Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }

    private double time(List<RunwayQuestion> questions, ToDoubleFunction<RunwayForecast> use) {
        double sum = 0;
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (RunwayQuestion question : questions) {
            sum += use.applyAsDouble(forecaster.forecast(question));
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        if (!(sum > 0)) {
            throw new IllegalStateException("Forecasts were all zero but some accounts must run out; mend the load.");
        }
        return spent / NANOS * (PER / ACCOUNTS);
    }

    private List<RunwayQuestion> questions(Instant now) {
        List<RunwayQuestion> questions = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            long[] history = histories.get(account);
            long job = Math.round(2e5 * -Math.log(1 - random.nextDouble()));
            history[history.length - 1] += job;
            remaining[account] = Math.max(1, remaining[account] - job);
            HourlyUsage usage = HourlyUsage.of(FIRST_HOUR.minus(Duration.ofHours(HOURS)), Unit.USD, history);
            questions.add(new RunwayQuestion(
                    now, FIRST_HOUR.plus(Duration.ofDays(5 + account % 25)), remaining[account], usage, known(now)));
        }
        return questions;
    }

    private static List<CommittedSpend> known(Instant now) {
        List<CommittedSpend> known = new ArrayList<>();
        for (int job = 0; job < 5; job++) {
            Instant from = now.plus(Duration.ofMinutes(job < 2 ? -4 : 10L * job));
            known.add(new CommittedSpend(
                    job < 2 ? Kind.HOLD : Kind.QUEUE,
                    new Quantiles(1e5, 2e5, 4e5),
                    from,
                    from.plus(Duration.ofMinutes(15))));
        }
        return known;
    }

    private long[] history(int kind) {
        long[] micros = new long[HOURS + 1];
        for (int hour = 0; hour < HOURS; hour++) {
            double even = 3 + 2 * Math.sin(Math.PI * hour / 12) + 0.5 * random.nextGaussian();
            double worked = even + (hour / 24 % 7 < 5 ? 2 : 0);
            double bursts = random.nextInt(20) == 0 ? -40 * Math.log(1 - random.nextDouble()) : 0;
            micros[hour] = Math.round(1e6 * Math.max(0, kind == 0 ? even : kind == 1 ? worked : bursts));
        }
        return micros;
    }

    private static double sum(long... micros) {
        double sum = 0;
        for (long each : micros) {
            sum += each;
        }
        return sum;
    }
}
