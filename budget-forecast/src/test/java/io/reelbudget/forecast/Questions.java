package io.reelbudget.forecast;

import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Questions for tests, about an account in USD whose history ends at {@link #NOW}, a full hour of the afternoon. */
final class Questions {

    static final Instant NOW = Instant.parse("2026-11-10T15:00:00Z");

    private Questions() {}

    static RunwayQuestion ask(long remaining, Duration left, long[] history, CommittedSpend... committed) {
        return askAt(NOW, remaining, left, until(history), committed);
    }

    static RunwayQuestion askAt(
            Instant now, long remaining, Duration left, HourlyUsage history, CommittedSpend... committed) {
        return new RunwayQuestion(now, now.plus(left), remaining, history, List.of(committed));
    }

    /** Returns usage whose last hours are those before {@link #NOW}, and that goes on with others from then on. */
    static HourlyUsage until(long[] history, long... since) {
        return HourlyUsage.of(NOW.minus(Duration.ofHours(history.length)), Unit.USD, and(history, since));
    }

    static long[] hours(int count, IntToDoubleFunction spent) {
        return IntStream.range(0, count)
                .mapToLong(hour -> Math.round(spent.applyAsDouble(hour)))
                .toArray();
    }

    static long[] and(long[] history, long... more) {
        long[] longer = Arrays.copyOf(history, history.length + more.length);
        System.arraycopy(more, 0, longer, history.length, more.length);
        return longer;
    }

    static CommittedSpend hold(double p10, double p50, double p90, Duration from, Duration until) {
        return known(CommittedSpend.Kind.HOLD, p10, p50, p90, from, until);
    }

    static CommittedSpend known(
            CommittedSpend.Kind kind, double p10, double p50, double p90, Duration from, Duration until) {
        return new CommittedSpend(kind, new Quantiles(p10, p50, p90), NOW.plus(from), NOW.plus(until));
    }

    /** Two units an hour from Monday to Friday, a twentieth of that at the weekend. */
    static double workday(int hour) {
        DayOfWeek day = NOW.minus(Duration.ofDays(28))
                .plus(Duration.ofHours(hour))
                .atZone(ZoneOffset.UTC)
                .getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 0.1e6 : 2e6;
    }

    static InstantQuantiles exhaustion(RunwayForecast forecast) {
        return forecast.exhaustion().orElseThrow();
    }
}
