package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static io.reelbudget.forecast.Questions.and;
import static io.reelbudget.forecast.Questions.ask;
import static io.reelbudget.forecast.Questions.askAt;
import static io.reelbudget.forecast.Questions.exhaustion;
import static io.reelbudget.forecast.Questions.hold;
import static io.reelbudget.forecast.Questions.hours;
import static io.reelbudget.forecast.Questions.known;
import static io.reelbudget.forecast.Questions.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.intermittent.PlanPrior;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayForecast.Confidence;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.RunwayTerm;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A usage forecaster")
class UsageForecasterTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final long[] NOTHING = {};
    private static final long[] STEADY = hours(28 * 24, hour -> 1_000_000);

    private final UsageForecaster forecaster = UsageForecaster.withDefaults();

    private RunwayForecast forecast(RunwayQuestion question) {
        return forecaster.forecast(question);
    }

    @Nested
    @DisplayName("asked about steady spending")
    class Steady {

        @Test
        void finds_what_remains_divided_by_the_rate() {
            RunwayForecast forecast = forecast(ask(50_500_000, WEEK, STEADY));

            assertThat(forecast.probabilityBeforeRenewal()).isEqualTo(1);
            assertThat(exhaustion(forecast).p10())
                    .isCloseTo(NOW.plusSeconds(50 * 3600 + 1800), within(5, ChronoUnit.SECONDS));
            assertThat(exhaustion(forecast).p90())
                    .isCloseTo(NOW.plusSeconds(50 * 3600 + 1800), within(5, ChronoUnit.SECONDS));
        }

        @Test
        void says_that_it_lasts_when_it_does() {
            RunwayForecast forecast = forecast(ask(168_000_001, WEEK, STEADY));

            assertThat(forecast.probabilityBeforeRenewal()).isZero();
            assertThat(forecast.exhaustion()).isEmpty();
        }

        @Test
        void counts_from_within_an_hour() {
            Instant now = NOW.plus(Duration.ofMinutes(40));

            RunwayForecast forecast = forecast(askAt(now, 10_000_000, WEEK, until(STEADY, 666_667)));

            assertThat(exhaustion(forecast).p50())
                    .isCloseTo(now.plus(Duration.ofHours(10)), within(5, ChronoUnit.SECONDS));
        }

        @Test
        void takes_hours_that_history_does_not_reach_for_hours_without_spending() {
            RunwayQuestion told = askAt(NOW.plus(Duration.ofDays(3)), 50_000_000, WEEK, until(STEADY, new long[72]));
            RunwayQuestion untold = askAt(NOW.plus(Duration.ofDays(3)), 50_000_000, WEEK, until(STEADY));

            assertThat(forecast(untold)).isEqualTo(forecast(told));
        }

        @Test
        void does_not_take_an_account_gone_quiet_for_one_that_will_never_spend_again() {
            RunwayForecast forecast =
                    forecast(askAt(NOW.plus(Duration.ofDays(5)), 3_000_000, WEEK, until(STEADY, new long[5 * 24])));

            assertThat(forecast.probabilityBeforeRenewal()).isBetween(0.05, 0.99);
        }
    }

    @Nested
    @DisplayName("asked about an account with money to come")
    class Funded {

        private final RunwayQuestion alone = ask(50_500_000, WEEK, STEADY);

        private RunwayQuestion with(Funding funding) {
            return new RunwayQuestion(
                    alone.now(), alone.renewal(), alone.remainingMicros(), alone.history(), alone.committed(), funding);
        }

        @Test
        void counts_automatic_top_ups_and_shows_how_much_of_them_is_expected() {
            RunwayForecast forecast =
                    forecast(with(Funding.unknown().withTopUp(new AutoTopUp(1_000_000, 20_000_000, 3))));

            assertThat(exhaustion(forecast).p50())
                    .isCloseTo(NOW.plusSeconds(110 * 3600 + 1800), within(5, ChronoUnit.SECONDS));
            assertThat(forecast.terms()).anySatisfy(term -> {
                assertThat(term.name()).isEqualTo("top-ups");
                assertThat(term.expectedMicros()).isCloseTo(60e6, within(1.0));
            });
        }

        @Test
        void counts_a_grant_that_starts_in_time() {
            RunwayForecast forecast = forecast(with(Funding.unknown()
                    .withChanges(List.of(new FundsChange(
                            FundsChange.Kind.GRANT_STARTS, NOW.plus(Duration.ofHours(40)), 20_000_000)))));

            assertThat(exhaustion(forecast).p50())
                    .isCloseTo(NOW.plus(Duration.ofHours(70)), within(3, ChronoUnit.HOURS));
        }

        @Test
        void shows_what_was_posted_whoever_paid() {
            RunwayForecast forecast = forecast(with(Funding.of(
                    new Allowance(600_000_000, 480_700_000, NOW.minus(Duration.ofDays(20)), Duration.ofDays(30)))));

            assertThat(forecast.terms()).anySatisfy(term -> {
                assertThat(term.name()).isEqualTo("posted");
                assertThat(term.expectedMicros()).isEqualTo(480_700_000);
            });
        }

        @Test
        void refuses_a_change_that_is_past() {
            FundsChange past =
                    new FundsChange(FundsChange.Kind.GRANT_STARTS, NOW.minus(Duration.ofDays(5)), 20_000_000);

            assertThatThrownBy(() -> with(Funding.unknown().withChanges(List.of(past))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2026-11-05T15:00:00Z but must be later than now, 2026-11-10T15:00:00Z");
        }
    }

    /**
     * In Berlin 25 October 2026 has 25 hours. Histories are hours of UTC, so none is missing or double, but the host's
     * working day, 8 to 18 at 6 an hour, begins one of them later from then on: that hour is all that is lost.
     */
    @ParameterizedTest
    @CsvSource({"2026-10-24T00:00:00Z, 2026-10-26T12:00:00Z", "2026-03-28T00:00:00Z, 2026-03-30T11:00:00Z"})
    void errs_by_no_more_than_the_hour_where_clocks_change(Instant now, Instant middleOfMonday) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant start = now.minus(Duration.ofHours(STEADY.length));
        long[] history = hours(STEADY.length, hour -> works(start.plus(Duration.ofHours(hour)), berlin) ? 6e6 : 0);
        double spent = 0;
        for (Instant hour = now; hour.isBefore(middleOfMonday); hour = hour.plus(Duration.ofHours(1))) {
            spent += works(hour, berlin) ? 6e6 : 0;
        }

        RunwayForecast forecast = forecast(new RunwayQuestion(
                now, now.plus(WEEK), (long) spent, HourlyUsage.of(start, Unit.USD, history), List.of()));

        assertThat(forecast.model()).contains("24 h");
        assertThat(exhaustion(forecast).p50()).isCloseTo(middleOfMonday, within(61, ChronoUnit.MINUTES));
    }

    private static boolean works(Instant hour, ZoneId zone) {
        int local = hour.atZone(zone).getHour();
        return local >= 8 && local < 18;
    }

    @Test
    void answers_in_the_first_hour_of_a_month() {
        Instant month = Instant.parse("2026-11-01T00:00:00Z");
        Instant now = month.plus(Duration.ofMinutes(10));
        HourlyUsage usage = HourlyUsage.of(month.minus(Duration.ofHours(STEADY.length)), Unit.USD, STEADY);
        Funding funding = Funding.of(new Allowance(600_000_000, 0, month, Duration.ofDays(30)));

        RunwayForecast forecast = forecast(
                new RunwayQuestion(now, month.plus(Duration.ofDays(30)), 600_000_000, usage, List.of(), funding));

        assertThat(forecast.probabilityBeforeRenewal()).isEqualTo(1);
        assertThat(exhaustion(forecast).p50())
                .isCloseTo(month.plus(Duration.ofDays(25)), within(90, ChronoUnit.MINUTES));
        assertThat(forecast.burn().pace()).isEmpty();
    }

    @Nested
    @DisplayName("asked with spending known")
    class Known {

        @Test
        void finds_the_instant_inside_the_hour_at_which_holds_use_up_what_remains() {
            RunwayForecast forecast = forecast(ask(
                    30_000_000,
                    WEEK,
                    hours(200, hour -> 1_000),
                    hold(60e6, 60e6, 60e6, Duration.ofMinutes(-30), Duration.ofMinutes(60))));

            assertThat(forecast.probabilityBeforeRenewal()).isEqualTo(1);
            assertThat(exhaustion(forecast).p50())
                    .isCloseTo(NOW.plus(Duration.ofMinutes(30)), within(5, ChronoUnit.SECONDS));
        }

        @Test
        void finds_the_instant_of_a_jump() {
            Duration jump = Duration.ofMinutes(77).plusSeconds(13);

            RunwayForecast forecast =
                    forecast(ask(30_000_000, WEEK, hours(200, hour -> 1_000), hold(40e6, 40e6, 40e6, jump, jump)));

            assertThat(exhaustion(forecast).p50()).isCloseTo(NOW.plus(jump), within(5, ChronoUnit.SECONDS));
        }

        @Test
        void does_not_add_holds_and_queue_to_what_the_history_has_them_in() {
            RunwayForecast alone = forecast(ask(50_000_000, WEEK, STEADY));
            RunwayForecast together = forecast(ask(
                    50_000_000,
                    WEEK,
                    STEADY,
                    hold(1e6, 1e6, 1e6, Duration.ZERO, Duration.ofHours(2)),
                    known(Kind.QUEUE, 2e6, 2e6, 2e6, Duration.ofHours(2), Duration.ofHours(6))));

            assertThat(exhaustion(together).p50()).isCloseTo(exhaustion(alone).p50(), within(5, ChronoUnit.SECONDS));
            assertThat(together.terms())
                    .containsExactly(
                            new RunwayTerm("holds", 1e6, "1 job, 1.00 to 1.00, done by 2026-11-10T17:00:00Z"),
                            new RunwayTerm(
                                    "queue",
                                    2e6,
                                    "1 job, 2.00 to 2.00, next starts 2026-11-10T17:00:00Z, done by"
                                            + " 2026-11-10T21:00:00Z"),
                            new RunwayTerm("announced", 0),
                            new RunwayTerm("arrivals", 165e6),
                            new RunwayTerm("posted", 672e6, "in the history that was given"));
        }

        @Test
        void adds_announced_events_since_no_history_has_them() {
            RunwayForecast forecast = forecast(ask(
                    50_000_000,
                    WEEK,
                    STEADY,
                    known(Kind.ANNOUNCED, 20e6, 20e6, 20e6, Duration.ofHours(10), Duration.ofHours(20))));

            assertThat(exhaustion(forecast).p50())
                    .isCloseTo(NOW.plus(Duration.ofHours(30)), within(5, ChronoUnit.SECONDS));
        }

        @Test
        void counts_only_what_falls_before_the_renewal() {
            RunwayForecast forecast = forecast(ask(
                    50_000_000,
                    Duration.ofHours(10),
                    hours(200, hour -> 1_000),
                    hold(100e6, 100e6, 100e6, Duration.ZERO, Duration.ofHours(40))));

            assertThat(forecast.probabilityBeforeRenewal()).isZero();
            assertThat(forecast.terms())
                    .contains(new RunwayTerm("holds", 25e6, "1 job, 100.00 to 100.00, done by 2026-11-12T07:00:00Z"));
        }

        @Test
        void counts_at_once_what_is_overdue() {
            RunwayForecast forecast = forecast(ask(
                    30_000_000,
                    WEEK,
                    hours(200, hour -> 1_000),
                    hold(60e6, 60e6, 60e6, Duration.ofHours(-2), Duration.ofHours(-1))));

            assertThat(forecast.exhaustion()).contains(new InstantQuantiles(NOW, NOW, NOW));
        }

        @Test
        void is_as_unsure_as_the_estimates_are() {
            RunwayForecast forecast = forecast(ask(
                    30_000_000, WEEK, NOTHING, hold(20e6, 30e6, 45e6, Duration.ofMinutes(5), Duration.ofMinutes(5))));

            assertThat(forecast.probabilityBy(NOW.plus(Duration.ofMinutes(6)))).isCloseTo(0.5, within(0.03));
        }
    }

    @Nested
    @DisplayName("asked about an account without money")
    class Exhausted {

        @Test
        void says_now() {
            for (long remaining : new long[] {0, -5_000_000}) {
                RunwayForecast forecast = forecast(ask(remaining, WEEK, STEADY));

                assertThat(forecast.probabilityBeforeRenewal()).isEqualTo(1);
                assertThat(forecast.probabilityWithin(Duration.ZERO)).isEqualTo(1);
                assertThat(forecast.exhaustion()).contains(new InstantQuantiles(NOW, NOW, NOW));
            }
        }
    }

    @Nested
    @DisplayName("asked about an account with little history")
    class LittleHistory {

        @Test
        void answers_on_day_one_from_what_remains_and_says_that_it_hardly_knows() {
            RunwayForecast forecast = forecast(ask(100_000_000, WEEK, NOTHING));

            assertThat(forecast.confidence()).isEqualTo(Confidence.LOW);
            assertThat(forecast.model()).isEqualTo("plan, spread evenly");
            assertThat(forecast.reason())
                    .isEqualTo("There is no full hour of history: what remains is spread evenly until renewal.");
            assertThat(forecast.probabilityBeforeRenewal()).isBetween(0.3, 0.5);
            assertThat(forecast.terms().get(3).expectedMicros()).isCloseTo(100e6, within(1e6));
        }

        @Test
        void follows_the_accounts_own_rate_as_hours_come() {
            double few = arrivals(forecast(ask(100_000_000, WEEK, hours(4, hour -> 10e6))));
            double more = arrivals(forecast(ask(100_000_000, WEEK, hours(40, hour -> 10e6))));

            assertThat(few).isBetween(0.3 * 1680e6, 0.6 * 1680e6);
            assertThat(more).isBetween(0.5 * 1680e6, 1680e6);
        }

        /** Accounts of the plan use 6 an hour by day and nothing by night; this one began at noon, at half that. */
        @Test
        void follows_accounts_of_its_plan_and_leaves_them_as_own_hours_come() {
            PlanPrior plan = PlanPrior.of(day(hour -> hour >= 6 && hour < 18 ? 6e6 : 0), 0.1, 0.1, 0.01);
            UsageForecaster forecaster = UsageForecaster.withDefaults().expecting(plan);

            RunwayForecast fresh = forecaster.forecast(ask(30_000_000L, WEEK, new long[0]));
            RunwayForecast young = forecaster.forecast(ask(30_000_000L, WEEK, hours(3, hour -> 3e6)));
            RunwayForecast older = forecaster.forecast(ask(
                    30_000_000L, WEEK, hours(50, hour -> (hour + 13) % 24 >= 6 && (hour + 13) % 24 < 18 ? 3e6 : 0)));

            assertThat(fresh.model()).isEqualTo("plan's usage");
            assertThat(fresh.reason()).startsWith("Its own 0 hours count for 0 %");
            assertThat(young.reason()).startsWith("Its own 3 hours count for 20 %");
            // 18 until nightfall at 18:00, the other 12 from 6:00 on at 6 an hour.
            assertThat(exhaustion(fresh).p50()).isCloseTo(NOW.plus(Duration.ofHours(17)), within(1, ChronoUnit.HOURS));
            assertThat(exhaustion(young).p50()).isAfter(exhaustion(fresh).p50());
            assertThat(exhaustion(older).p50()).isAfter(exhaustion(young).p50());
        }

        /** The plan's hours of night stay where they are, however many hours of nothing went before. */
        @Test
        void keeps_a_plans_hours_after_any_number_of_hours_without_usage() {
            PlanPrior plan = PlanPrior.of(day(hour -> hour >= 18 && hour < 20 ? 6e6 : 0), 0.1, 0.1, 0.01);
            for (int blank = 185; blank <= 245; blank += 5) {
                RunwayForecast forecast = UsageForecaster.withDefaults()
                        .expecting(plan)
                        .forecast(ask(1_000_000L, Duration.ofHours(20), new long[blank]));

                assertThat(forecast.probabilityWithin(Duration.ofHours(2)))
                        .as("%s hours", blank)
                        .isZero();
                assertThat(forecast.probabilityWithin(Duration.ofHours(6)))
                        .as("%s hours", blank)
                        .isPositive();
            }
        }

        @Test
        void refuses_a_plan_whose_season_is_no_day_or_week() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> UsageForecaster.withDefaults().expecting(PlanPrior.of(new double[] {1}, 1, 1, 1)))
                    .withMessageContaining("24 or 168");
        }

        private static double[] day(IntToDoubleFunction usage) {
            return IntStream.range(0, 24).mapToDouble(usage).toArray();
        }

        @Test
        void expects_little_but_not_nothing_of_one_that_was_never_used() {
            RunwayForecast forecast = forecast(ask(100_000_000, WEEK, new long[500]));

            assertThat(forecast.confidence()).isEqualTo(Confidence.LOW);
            assertThat(forecast.reason())
                    .isEqualTo(
                            "Nothing was spent in 500 hours: the rate is shrunk from what remains, spread evenly until"
                                    + " renewal.");
            assertThat(forecast.probabilityBeforeRenewal()).isBetween(1e-6, 0.05);
        }

        @Test
        void does_not_count_the_time_before_the_first_spending() {
            RunwayForecast late = forecast(ask(100_000_000, WEEK, and(new long[400], hours(100, hour -> 1e6))));
            RunwayForecast fresh = forecast(ask(100_000_000, WEEK, hours(100, hour -> 1e6)));

            assertThat(late).isEqualTo(fresh);
        }

        private double arrivals(RunwayForecast forecast) {
            return forecast.terms().get(3).expectedMicros();
        }
    }

    @Nested
    @DisplayName("asked odd but valid questions")
    class Odd {

        @Test
        void answers_when_the_history_begins_in_the_future() {
            RunwayForecast forecast = forecast(askAt(NOW.minus(Duration.ofDays(60)), 5_000_000, WEEK, until(STEADY)));

            assertThat(forecast.confidence()).isEqualTo(Confidence.LOW);
        }

        @Test
        void answers_when_corrections_outweigh_the_spending() {
            RunwayForecast forecast = forecast(ask(5_000_000, WEEK, hours(300, hour -> hour % 2 == 0 ? 1e6 : -2e6)));

            assertThat(forecast.probabilityBeforeRenewal()).isBetween(0.0, 1.0);
        }

        @Test
        void answers_for_a_renewal_centuries_away() {
            RunwayForecast forecast = forecast(ask(Long.MAX_VALUE, Duration.ofDays(400 * 365), STEADY));

            assertThat(forecast.curve()).hasSizeBetween(2, 2_000);
            assertThat(forecast.probabilityBeforeRenewal()).isZero();
        }

        @Test
        void answers_for_a_renewal_and_a_hold_at_the_end_of_time() {
            CommittedSpend endless =
                    new CommittedSpend(Kind.HOLD, Quantiles.certain(5e6), Instant.MIN.plusSeconds(1), Instant.MAX);

            RunwayForecast forecast =
                    forecast(new RunwayQuestion(NOW, Instant.MAX, 10_000_000, until(STEADY), List.of(endless)));

            assertThat(forecast.curve().get(forecast.curve().size() - 1).at()).isEqualTo(Instant.MAX);
            assertThat(exhaustion(forecast).p50())
                    .isCloseTo(NOW.plus(Duration.ofHours(10)), within(1, ChronoUnit.HOURS));
        }

        @Test
        void answers_for_a_renewal_in_no_time() {
            RunwayQuestion question = ask(5_000_000, Duration.ofNanos(1), STEADY);

            assertThat(forecast(question).curve()).hasSize(2);
        }

        @Test
        void answers_with_ten_years_of_history() {
            long[] decade = new long[10 * 365 * 24];
            Arrays.fill(decade, 1_000_000);

            assertThat(exhaustion(forecast(ask(24_000_000, WEEK, decade))).p50())
                    .isCloseTo(NOW.plus(Duration.ofDays(1)), within(5, ChronoUnit.SECONDS));
        }
    }

    @Nested
    @DisplayName("told how far to look back")
    class LookingBack {

        @Test
        void refuses_less_than_eight_days() {
            assertThatThrownBy(() -> forecaster.lookingBack(Duration.ofDays(7)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("History was PT168H but must be 8 to 366 days; use 28 days where nothing speaks for"
                            + " another length.");
        }

        @Test
        void forgets_what_is_older() {
            long[] changed = and(hours(40 * 24, hour -> 9e6), hours(20 * 24, hour -> 1e6));

            RunwayForecast forecast =
                    forecaster.lookingBack(Duration.ofDays(14)).forecast(ask(10_000_000, WEEK, changed));

            assertThat(exhaustion(forecast).p50())
                    .isCloseTo(NOW.plus(Duration.ofHours(10)), within(5, ChronoUnit.SECONDS));
        }
    }
}
