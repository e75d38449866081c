package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static io.reelbudget.forecast.Questions.ask;
import static io.reelbudget.forecast.Questions.askAt;
import static io.reelbudget.forecast.Questions.hold;
import static io.reelbudget.forecast.Questions.hours;
import static io.reelbudget.forecast.Questions.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.reelbudget.forecast.exhaustion.AccountPulse;
import io.reelbudget.forecast.exhaustion.BudgetLeft;
import io.reelbudget.forecast.exhaustion.BusyDays;
import io.reelbudget.forecast.exhaustion.FeatureRow;
import io.reelbudget.forecast.exhaustion.Knowledge;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.forecast.exhaustion.RunOutCurve;
import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.RunwayTerm;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A usage forecaster, drawing the curve,")
class ForecastCurveTest {

    private final UsageForecaster forecaster = UsageForecaster.withDefaults();

    private RunwayForecast forecast(RunwayQuestion question) {
        return forecaster.forecast(question);
    }

    @Test
    void begins_now_ends_at_the_renewal_and_never_falls() {
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            RunwayQuestion question = anyQuestion(random);
            RunwayForecast forecast = forecast(question);

            assertThat(forecast.curve().get(0).at()).isEqualTo(question.now());
            assertThat(forecast.curve().get(forecast.curve().size() - 1).at()).isEqualTo(question.renewal());
            assertThat(forecast.curve()).hasSizeBetween(2, 2_000);
            assertNeverFalls(forecast);
        }
    }

    /**
     * For accounts of all kinds, without an allowance: who has more runs out later and lacks less. The last kind is so
     * young that what remains is the best guess of what it will use, so it may lack more.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void tells_who_has_more_no_worse(int kind) {
        for (long seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            long[] history = hours(kind == 3 ? 40 : 25 * 24, hour -> switch (kind) {
                case 0 -> 1e6 * (3 + 2 * Math.sin(Math.PI * hour / 12)) + 3e5 * Math.abs(random.nextGaussian());
                case 1 -> 1e6 * -Math.log(1 - random.nextDouble());
                default -> random.nextInt(30) == 0 ? 4e7 * -Math.log(1 - random.nextDouble()) : 0;
            });
            RunwayForecast before = forecast(ask(20_000_000L, Duration.ofDays(11), history));
            for (long remaining = 40_000_000L; remaining < 6_000_000_000L; remaining *= 2) {
                RunwayForecast now = forecast(ask(remaining, Duration.ofDays(11), history));

                String which = "kind " + kind + ", seed " + seed + ", " + remaining;
                double rounding = 0.01 + 0.005 * before.expectedShortfallMicros();
                assertThat(now.probabilityBeforeRenewal())
                        .as(which)
                        .isLessThanOrEqualTo(before.probabilityBeforeRenewal() + 0.01);
                assertThat(now.probabilityWithin(Duration.ofDays(1)))
                        .as(which)
                        .isLessThanOrEqualTo(before.probabilityWithin(Duration.ofDays(1)) + 0.01);
                if (kind < 3) {
                    assertThat(now.expectedShortfallMicros())
                            .as(which)
                            .isLessThanOrEqualTo(before.expectedShortfallMicros() + rounding);
                }
                before = now;
            }
        }
    }

    /** What an account is expected to use is its own affair, however little or much it has left. */
    @Test
    void expects_the_same_arrivals_whatever_is_left() {
        Random random = new Random(3);
        long[] history = hours(25 * 24, hour -> random.nextInt(30) == 0 ? 1e7 * -Math.log(1 - random.nextDouble()) : 0);
        double usual = arrivals(80_000_000L, history);

        for (long remaining : new long[] {1_000_000L, 10_000_000L, 300_000_000L, 5_000_000_000L}) {
            assertThat(arrivals(remaining, history))
                    .as("with %s left", remaining)
                    .isCloseTo(usual, withinPercentage(3));
        }
    }

    private double arrivals(long remaining, long[] history) {
        Funding funding = Funding.of(
                new Allowance(200_000_000, 100_000_000, NOW.minus(Duration.ofDays(19)), Duration.ofDays(30)));
        RunwayForecast forecast = forecast(
                new RunwayQuestion(NOW, NOW.plus(Duration.ofDays(11)), remaining, until(history), List.of(), funding));
        assertThat(forecast.model()).isEqualTo("learnt across accounts");
        return forecast.terms().stream()
                .filter(term -> term.name().equals("arrivals"))
                .mapToDouble(RunwayTerm::expectedMicros)
                .sum();
    }

    /** The bare combination answers the same where an account's own hours say nothing and nothing is known to come. */
    @Test
    void follows_jobs_and_host_where_it_is_told_of_them() {
        Random random = new Random(3);
        long[] history = hours(25 * 24, hour -> random.nextInt(30) == 0 ? 1e7 * -Math.log(1 - random.nextDouble()) : 0);
        Allowance allowance =
                new Allowance(200_000_000, 100_000_000, NOW.minus(Duration.ofDays(19)), Duration.ofDays(30));
        RunwayQuestion question = new RunwayQuestion(
                NOW, NOW.plus(Duration.ofDays(11)), 80_000_000L, until(history), List.of(), Funding.of(allowance));
        AccountPulse pulse = new AccountPulse();
        for (int hour = 0; hour < history.length; hour++) {
            Instant at = NOW.minus(Duration.ofHours(history.length - hour));
            if (history[hour] > 0) {
                pulse.charged(at, (double) history[hour]);
                pulse.ended(at.plus(Duration.ofMinutes(20)));
            }
        }
        pulse.charged(NOW.minusSeconds(60), 1);
        BusyDays host = BusyDays.of(50, 60, 55, 58, 61, 20, 18, 52, 59, 57, 60, 62, 21, 17);

        RunwayForecast told = forecaster.forecast(question, pulse.at(NOW), host);

        RunOutCurve bare = LearntCombination.shipped(Knowledge.JOBS_AND_HOST)
                .curve(FeatureRow.of(pulse.at(NOW), new BudgetLeft(200_000_000, 100_000_000, 80_000_000, 11), host));
        assertThat(told.probabilityBeforeRenewal()).isCloseTo(bare.beforeRenewal(), within(1e-6));
        assertThat(told.probabilityWithin(Duration.ofDays(1))).isCloseTo(bare.within(1), within(1e-3));
        assertThat(told).isNotEqualTo(forecast(question));
    }

    /** Fits, hours and amounts are kept between questions and worked out late: no thread may notice. */
    @Test
    void gives_many_threads_the_same_answers_in_any_order() throws Exception {
        List<RunwayQuestion> questions = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Random random = new Random(i % 4);
            boolean isEven = i % 2 == 0;
            long[] history = hours(
                    20 * 24,
                    hour -> 1e6
                            * (isEven
                                    ? 2 + Math.sin(hour / 4.0) + random.nextDouble()
                                    : random.nextInt(20) == 0 ? 40 * random.nextDouble() : 0));
            questions.add(askAt(
                    NOW.plusSeconds(41L * i),
                    60_000_000L + 7_000_000L * i,
                    Duration.ofDays(3 + i % 9),
                    until(history)));
        }
        List<RunwayForecast> alone = questions.stream()
                .map(question -> UsageForecaster.withDefaults().forecast(question))
                .toList();
        UsageForecaster shared = UsageForecaster.withDefaults();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<RunwayForecast>> answers = new ArrayList<>();
            for (int i = 0; i < 4 * questions.size(); i++) {
                RunwayQuestion question = questions.get(5 * i % questions.size());
                answers.add(threads.submit(() -> {
                    RunwayForecast answer = shared.forecast(question);
                    assertThat(answer.curve()).isNotEmpty();
                    return answer;
                }));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(alone.get(5 * i % questions.size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void says_when_within_the_horizon() {
        Random random = new Random(6);
        for (int round = 0; round < 40; round++) {
            RunwayQuestion question = anyQuestion(random);
            RunwayForecast forecast = forecast(question);

            forecast.exhaustion().ifPresent(when -> {
                assertThat(when.p10()).isBetween(question.now(), question.renewal());
                assertThat(when.p90()).isBetween(question.now(), question.renewal());
                assertThat(forecast.probabilityBy(when.p50()))
                        .isCloseTo(forecast.probabilityBeforeRenewal() / 2, within(0.01));
            });
        }
    }

    private RunwayQuestion anyQuestion(Random random) {
        int length = random.nextInt(800);
        double lumps = random.nextDouble();
        long[] history = hours(length, hour -> random.nextDouble() < lumps ? 1e7 * random.nextDouble() : 0);
        Instant now = NOW.plusMillis(random.nextInt(3_600_000));
        return askAt(
                now,
                (long) (2e9 * random.nextDouble()),
                Duration.ofSeconds(1 + random.nextInt(40 * 86_400)),
                random.nextBoolean() ? until(history) : until(history, random.nextInt(5_000_000)),
                hold(1e6, 2e6, 5e6, Duration.ofMinutes(-10), Duration.ofMinutes(random.nextInt(500))));
    }

    private static void assertNeverFalls(RunwayForecast forecast) {
        SpendPoint before = forecast.curve().get(0);
        for (SpendPoint point : forecast.curve().subList(1, forecast.curve().size())) {
            assertThat(point.at()).isAfter(before.at());
            assertThat(point.exhausted()).isBetween(before.exhausted(), 1.0);
            assertThat(point.micros().p10())
                    .isGreaterThanOrEqualTo(before.micros().p10());
            assertThat(point.micros().p50())
                    .isGreaterThanOrEqualTo(before.micros().p50());
            assertThat(point.micros().p90())
                    .isGreaterThanOrEqualTo(before.micros().p90());
            before = point;
        }
    }
}
