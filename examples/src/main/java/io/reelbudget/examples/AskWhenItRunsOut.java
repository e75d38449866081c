package io.reelbudget.examples;

import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Asks the forecaster itself, without a ledger: for who keeps accounts elsewhere. The page about forecasts shows it.
 */
public final class AskWhenItRunsOut {

    private static final int HOURS = 28 * 24;

    private AskWhenItRunsOut() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        Instant now = Instant.parse("2026-11-20T00:00:00Z");
        Instant monday = now.plus(Duration.ofDays(3));
        Instant renewal = Instant.parse("2026-12-01T00:00:00Z");
        CommittedSpend hold = new CommittedSpend(
                CommittedSpend.Kind.HOLD, new Quantiles(2e6, 3e6, 5e6), now, now.plus(Duration.ofHours(2)));
        CommittedSpend campaign = new CommittedSpend(
                CommittedSpend.Kind.ANNOUNCED,
                new Quantiles(30e6, 40e6, 60e6),
                monday,
                monday.plus(Duration.ofHours(8)));
        Funding funding = Funding.of(
                        new Allowance(600_000_000, 420_000_000, now.minus(Duration.ofDays(19)), Duration.ofDays(30)))
                .withChanges(List.of(new FundsChange(FundsChange.Kind.GRANT_STARTS, monday, 25_000_000)))
                .withTopUp(new AutoTopUp(10_000_000, 20_000_000, 1));
        RunwayForecast forecast = UsageForecaster.withDefaults()
                .forecast(
                        new RunwayQuestion(now, renewal, 180_000_000, history(now), List.of(hold, campaign), funding));
        print(forecast);
    }

    private static void print(RunwayForecast forecast) {
        System.out.printf(
                Locale.ROOT, "runs out before the renewal: %.0f %%%n", 100 * forecast.probabilityBeforeRenewal());
        forecast.exhaustion()
                .ifPresent(when -> System.out.println("if so, around " + hour(when.p50()) + ", between "
                        + hour(when.p10()) + " and " + hour(when.p90())));
        System.out.println(forecast.model() + ", confidence " + forecast.confidence());
        forecast.terms()
                .forEach(term ->
                        System.out.printf(Locale.ROOT, "%-16s %7.2f%n", term.name(), term.expectedMicros() / 1e6));
    }

    private static String hour(Instant instant) {
        return instant.toString().substring(0, 13) + "h";
    }

    /** Stands for the host's books: what was spent in each hour of four weeks, more on working days. */
    private static HourlyUsage history(Instant now) {
        Random random = new Random(1);
        long[] micros = new long[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            boolean works = hour / 24 % 7 != 1 && hour / 24 % 7 != 2;
            double day = 1 + 0.6 * Math.sin(Math.PI * (hour % 24 - 6) / 12);
            micros[hour] = Math.round(1e6 * day * (works ? 1 : 0.3) * (0.8 + 0.4 * random.nextDouble()));
        }
        return HourlyUsage.of(now.minus(Duration.ofHours(HOURS)), Unit.USD, micros);
    }
}
