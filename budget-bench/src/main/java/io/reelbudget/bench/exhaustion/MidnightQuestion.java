package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.exhaustion.UsageSums;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A midnight of a trace as the question that the product is asked: hourly spending alone, in CPU hours. */
final class MidnightQuestion {

    static final Unit CPU_HOURS = Unit.compute("CPU-h");

    private static final double MICROS_PER_COST = 1e6 / 3600;
    private static final int HOUR = 3_600;

    private MidnightQuestion() {}

    static RunwayQuestion of(Midnight midnight) {
        double granted = midnight.budget().left() + midnight.budget().spent();
        Instant start = instant(midnight.renewal() - ExhaustionTask.WINDOW);
        return new RunwayQuestion(
                instant(midnight.time()),
                instant(midnight.renewal()),
                micros(midnight.budget().left()),
                history(midnight),
                List.of(),
                Funding.of(
                        new Allowance(micros(granted), micros(midnight.budget().spent()), start, Duration.ofDays(30))));
    }

    private static HourlyUsage history(Midnight midnight) {
        TraceUser user = midnight.user();
        long first = ((long) (user.firstSubmit() / HOUR)) * HOUR;
        // In a user's first window there are midnights before the first job.
        long[] hours = new long[(int) Math.max(0, (midnight.time() - (double) first) / HOUR)];
        for (int hour = 0; hour < hours.length; hour++) {
            double from = (double) first + (double) hour * HOUR;
            hours[hour] = micros(user.chargedUntil(from + HOUR) - user.chargedUntil(from));
        }
        return HourlyUsage.of(Instant.ofEpochSecond(first), CPU_HOURS, hours);
    }

    /** Returns what was seen of the account's jobs, in the question's unit. */
    static UsageSums seen(Midnight midnight) {
        return midnight.sums().scaled(MICROS_PER_COST);
    }

    static Amount amount(double cost) {
        return Amount.ofMicros(micros(cost), CPU_HOURS);
    }

    static Instant instant(double seconds) {
        return Instant.ofEpochSecond(Math.round(seconds));
    }

    private static long micros(double cost) {
        return Math.round(cost * MICROS_PER_COST);
    }
}
