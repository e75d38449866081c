package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.forecast.arima.Arima;
import io.reelbudget.forecast.arima.ArimaOrder;
import io.reelbudget.forecast.combination.ModelSelection;
import io.reelbudget.forecast.combination.SelectedModel;
import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pages on models of series")
class SeriesPagesTest {

    /** Three weeks that are busier by day. */
    private static double[] threeWeeks() {
        SplittableRandom random = new SplittableRandom(1);
        double[] hours = new double[504];
        for (int hour = 0; hour < hours.length; hour++) {
            hours[hour] = 10 + 5 * Math.sin(Math.PI * hour / 12) + random.nextDouble();
        }
        return hours;
    }

    @Test
    void show_a_model_that_is_fitted_observes_and_is_kept() {
        double[] hours = threeWeeks();
        double nextHour = 10;

        TimeSeries usage = TimeSeries.hourly(hours); // seasons of 24 and 168
        SeriesModel model = Arima.of(ArimaOrder.of(2, 0, 1).seasonal(0, 1, 1, 24));
        FittedModel fitted = model.fit(usage);
        Forecast week = fitted.forecast(168, 0.1, 0.9);
        fitted.observe(nextHour); // parameters stay; fit anew now and then
        ModelState saved = fitted.state(); // model.restore(saved) goes on from here

        assertThat(week.horizon()).isEqualTo(168);
        assertThat(model.restore(saved).forecast(1).point(1))
                .isEqualTo(fitted.forecast(1).point(1));
    }

    @Test
    void show_a_selection_that_is_kept() {
        double[] hours = threeWeeks();
        double value = 10;

        TimeSeries usage = TimeSeries.hourly(hours); // doubles, oldest first; NaN is refused
        SelectedModel model = ModelSelection.standard().fit(usage);
        Forecast next = model.forecast(48, 0.025, 0.975); // 48 hours, interval of 95 per cent
        next.point(1);
        next.quantile(0.975, 1);
        model.accuracy(); // on the series' own end, beside the naive forecast
        model.observe(value); // constant time; parameters stay
        byte[] kept = model.state().toBytes(); // version and checksum
        SelectedModel back = ModelSelection.standard().restore(ModelState.fromBytes(kept)); // by the same selection

        assertThat(back.forecast(1).point(1)).isEqualTo(model.forecast(1).point(1));
    }

    @Test
    void show_when_a_budget_runs_out() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        long[] micros = new long[504];
        double[] hours = threeWeeks();
        for (int hour = 0; hour < micros.length; hour++) {
            micros[hour] = Math.round(1e6 * hours[hour]);
        }
        RunwayQuestion question = new RunwayQuestion(
                now,
                now.plus(Duration.ofDays(10)),
                500_000_000,
                HourlyUsage.of(now.minus(Duration.ofDays(21)), Unit.USD, micros),
                List.of(),
                Funding.unknown());

        SpendForecaster forecaster = UsageForecaster.withDefaults();
        RunwayForecast forecast = forecaster.forecast(question);
        forecast.probabilityBeforeRenewal(); // always to be shown beside ...
        forecast.exhaustion(); // ... P10, P50, P90 of the instant, given that it comes
        forecast.probabilityWithin(Duration.ofMinutes(30)); // what policies look at
        forecast.runway(); // until it has run out with even odds; empty: lasts
        forecast.expectedShortfallMicros(); // by how much money falls short, over all outcomes
        forecast.burn().isAlerting(); // too fast on a pair of windows, and not for one dear job
        forecast.terms(); // posted, holds, queue, announced, arrivals, top-ups, grants

        assertThat(forecast.probabilityBeforeRenewal()).isGreaterThan(0.9);
    }
}
