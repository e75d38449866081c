package io.reelbudget.forecast;

import static io.reelbudget.forecast.Questions.NOW;
import static io.reelbudget.forecast.Questions.ask;
import static io.reelbudget.forecast.Questions.askAt;
import static io.reelbudget.forecast.Questions.exhaustion;
import static io.reelbudget.forecast.Questions.hours;
import static io.reelbudget.forecast.Questions.until;
import static io.reelbudget.forecast.Questions.workday;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayForecast.Confidence;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A usage forecaster, choosing a model,")
class ModelChoiceTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final UsageForecaster forecaster = UsageForecaster.withDefaults();

    private RunwayForecast forecast(RunwayQuestion question) {
        return forecaster.forecast(question);
    }

    @Test
    void prefers_holt_winters_where_the_day_has_a_shape() {
        Random random = new Random(7);
        long[] history =
                hours(28 * 24, hour -> 1e6 * (3 + 2.5 * Math.sin(Math.PI * hour / 12)) + 3e5 * random.nextGaussian());

        RunwayForecast forecast = forecast(ask(100_000_000, WEEK, history));

        assertThat(forecast.model()).startsWith("Holt-Winters, additive, 24 h");
        assertThat(forecast.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(forecast.reason())
                .matches(
                        "On the last 7 days Holt-Winters, additive, 24 h erred \\d+ % less than the better naive model \\(.*\\)\\.");
    }

    /** Six hours that cost forty times the usual, a month's accidents, must not blur what a day looks like. */
    @Test
    void leaves_out_hours_that_stand_out_where_the_back_test_says_so() {
        Random random = new Random(7);
        double[] usual = usual(28 * 24, 1, random);
        double[] accidents = usual.clone();
        for (int day = 3; day < 21; day += 3) {
            accidents[24 * day + 4 * day % 24] += 120e6;
        }

        RunwayForecast forecast = forecast(ask(900_000_000L, WEEK.multipliedBy(2), rounded(accidents)));

        assertThat(forecast.model()).isEqualTo("Holt-Winters, additive, 24 h, of cleaned hours");
        assertThat(exhaustion(forecast).p50())
                .isCloseTo(
                        exhaustion(forecast(ask(900_000_000L, WEEK.multipliedBy(2), rounded(usual))))
                                .p50(),
                        within(3, ChronoUnit.HOURS));
    }

    /** A customer doubled its load twelve days ago: the old level must not pull the forecast down, by any model. */
    @Test
    void goes_on_from_a_new_level() {
        Random random = new Random(8);
        double[] history = usual(28 * 24, 1, random);
        for (int hour = 16 * 24; hour < history.length; hour++) {
            history[hour] += 6e6;
        }

        RunwayForecast forecast = forecast(ask(900_000_000L, WEEK.multipliedBy(2), rounded(history)));

        assertThat(exhaustion(forecast).p50()).isCloseTo(NOW.plus(Duration.ofHours(100)), within(3, ChronoUnit.HOURS));
    }

    private static double[] usual(int hours, double spread, Random random) {
        double[] usual = new double[hours];
        for (int hour = 0; hour < hours; hour++) {
            usual[hour] = 1e6 * Math.max(0, 3 + 2.5 * Math.sin(Math.PI * hour / 12))
                    + 3e5 * spread * Math.abs(random.nextGaussian());
        }
        return usual;
    }

    private static long[] rounded(double... micros) {
        return Arrays.stream(micros).mapToLong(Math::round).toArray();
    }

    @Test
    void keeps_the_naive_model_where_the_back_test_says_so() {
        Random random = new Random(3);
        long[] history = hours(5 * 24, hour -> 1e6 * -Math.log(random.nextDouble()));

        RunwayForecast forecast = forecast(ask(100_000_000, WEEK, history));

        assertThat(forecast.model())
                .isIn(
                        "recent rate and learnt across accounts",
                        "seasonal naive, 24 h and learnt across accounts",
                        "learnt across accounts");
        assertThat(forecast.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(forecast.reason())
                .matches("On the last 57 hours the (recent rate|seasonal naive, 24 h) erred \\d+ % less than"
                        + " Holt-Winters, additive, 24 h(, the best of 2)?\\. Its totals were wrong by \\d+ %, so it counts for \\d+ %; running sums as learnt"
                        + " across accounts say the rest\\.");
    }

    /** Asked on a Tuesday at 15:00; what remains lasts over the weekend, until Monday at half past five. */
    @Test
    void knows_the_days_of_the_week_where_they_differ() {
        Random random = new Random(5);
        long[] history = hours(28 * 24, hour -> workday(hour) * (1 + 0.1 * random.nextGaussian()));
        double untilSunday = IntStream.range(28 * 24, 28 * 24 + 5 * 24)
                .mapToDouble(Questions::workday)
                .sum();

        RunwayForecast forecast = forecast(ask((long) (untilSunday + 12e6), WEEK, history));

        assertThat(forecast.model()).isIn("Holt-Winters, two seasons", "regressions, 24 and 168");
        assertThat(forecast.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(exhaustion(forecast).p50())
                .isCloseTo(Instant.parse("2026-11-16T05:33:00Z"), within(2, ChronoUnit.HOURS));
    }

    @Test
    void gives_one_question_one_answer_whatever_was_asked_before() {
        Random random = new Random(11);
        long[] history = hours(30 * 24, hour -> 1e6 * (2 + Math.sin(hour / 4.0) + random.nextDouble()));
        RunwayQuestion question = ask(100_000_000, WEEK, history);
        RunwayForecast fresh = UsageForecaster.withDefaults().forecast(question);

        for (int hour = 30; hour > 0; hour--) {
            forecast(askAt(NOW.minus(Duration.ofHours(hour)), 100_000_000, WEEK, until(history)));
        }

        assertThat(forecast(question)).isEqualTo(fresh);
    }
}
