package io.reelbudget.forecast.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import io.reelbudget.forecast.smoothing.Ets;
import io.reelbudget.forecast.smoothing.EtsForm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The clock on the wall")
class LocalClockTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** Midnight, two weeks before clocks went forward at 02:00 on 29 March 2026. */
    private static final Instant SPRING = Instant.parse("2026-03-14T23:00:00Z");

    /** Midnight, two weeks before clocks went back at 03:00 on 25 October 2026. */
    private static final Instant AUTUMN = Instant.parse("2026-10-10T22:00:00Z");

    private static final int HOURS = 14 * 24;
    private static final SeriesModel DAILY = Ets.of(EtsForm.of("A,N,A"));

    /** Usage by the hour of the wall: as much as the hour's number, so that it is known what each hour should be. */
    private static double[] usage(Instant start, int hours) {
        double[] usage = new double[hours];
        Arrays.setAll(
                usage, i -> 100 + start.plus(Duration.ofHours(i)).atZone(ZONE).getHour() + 0.1 * Math.sin(i * i));
        return usage;
    }

    @Nested
    @DisplayName("on a day of 23 hours")
    class ShortDay {

        @Test
        void passes_over_the_hour_that_never_was() {
            LocalClock clock = LocalClock.of(ZONE, SPRING);

            assertThat(clock.wallHour(HOURS + 1)).isEqualTo(HOURS + 1);
            assertThat(clock.wallHour(HOURS + 2)).isEqualTo(HOURS + 3);
            assertThat(clock.onWall(usage(SPRING, HOURS + 23))).hasSize(HOURS + 24);
        }

        @Test
        void shifts_no_forecast() {
            assertForecastFollowsWall(SPRING, HOURS - 5);
        }

        @Test
        void shifts_no_forecast_after_it_was_observed() {
            assertForecastFollowsWall(SPRING, HOURS + 7);
        }
    }

    @Nested
    @DisplayName("on a day of 25 hours")
    class LongDay {

        @Test
        void counts_the_hour_that_was_twice_once() {
            LocalClock clock = LocalClock.of(ZONE, AUTUMN);

            assertThat(clock.wallHour(HOURS + 2)).isEqualTo(HOURS + 2);
            assertThat(clock.wallHour(HOURS + 3)).isEqualTo(HOURS + 2);
            assertThat(clock.onWall(usage(AUTUMN, HOURS + 25))).hasSize(HOURS + 24);
        }

        @Test
        void shifts_no_forecast() {
            assertForecastFollowsWall(AUTUMN, HOURS - 5);
        }

        @Test
        void shifts_no_forecast_after_it_was_observed() {
            assertForecastFollowsWall(AUTUMN, HOURS + 7);
        }
    }

    /** Fits to most of the hours, observes the rest, saves and restores, and forecasts two days. */
    private static void assertForecastFollowsWall(Instant start, int known) {
        OnLocalClock model = OnLocalClock.of(DAILY, LocalClock.of(ZONE, start));
        double[] usage = usage(start, known + 48);
        FittedModel fitted = model.fit(TimeSeries.hourly(Arrays.copyOf(usage, HOURS - 24)));
        for (int i = HOURS - 24; i < known; i++) {
            fitted.observe(usage[i]);
        }

        Forecast forecast =
                model.restore(ModelState.fromBytes(fitted.state().toBytes())).forecast(48, 0.1, 0.9);

        for (int step = 1; step <= 48; step++) {
            assertThat(forecast.point(step)).as("step %d", step).isCloseTo(usage[known + step - 1], within(0.5));
        }
    }
}
