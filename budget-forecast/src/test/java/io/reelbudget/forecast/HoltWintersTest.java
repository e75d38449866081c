package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A Holt-Winters model")
class HoltWintersTest {

    private static double[] series(int count, Random random) {
        return IntStream.range(0, count)
                .mapToDouble(t -> 50 + 20 * Math.sin(Math.PI * t / 12) + 5 * random.nextGaussian())
                .toArray();
    }

    @Nested
    @DisplayName("fitted")
    class Fit {

        @ParameterizedTest
        @ValueSource(doubles = {0, 1, -3, 7.5e12})
        void goes_on_with_a_constant_without_doubt(double constant) {
            double[] values = new double[100];
            Arrays.fill(values, constant);

            for (Trend trend : Trend.values()) {
                PathForecast forecast = HoltWinters.fit(values, 24, trend).forecast(50);

                assertThat(forecast.mean(50)).isCloseTo(constant, within(1e-9 * Math.abs(constant)));
                assertThat(forecast.cumulativeMean(50)).isCloseTo(50 * constant, within(1e-8 * Math.abs(constant)));
                assertThat(forecast.cumulativeVariance(50)).isZero();
            }
        }

        @Test
        void goes_on_with_what_repeats_itself() {
            double[] values =
                    IntStream.range(0, 120).mapToDouble(t -> t % 24 * 10).toArray();

            PathForecast forecast = HoltWinters.fit(values, 24, Trend.NONE).forecast(30);

            assertThat(forecast.mean(1)).isCloseTo(0, within(1e-6));
            assertThat(forecast.mean(30)).isCloseTo(50, within(1e-6));
        }

        @Test
        void goes_on_with_a_straight_line() {
            double[] values =
                    IntStream.range(0, 120).mapToDouble(t -> 3 * t + t % 4).toArray();

            PathForecast forecast = HoltWinters.fit(values, 4, Trend.LINEAR).forecast(10);

            assertThat(forecast.mean(1)).isCloseTo(360, within(1e-3));
            assertThat(forecast.mean(10)).isCloseTo(388, within(1e-3));
        }

        @Test
        void is_the_same_in_any_unit() {
            double[] values = series(300, new Random(1));
            double[] micros = Arrays.stream(values).map(value -> value * 1e6).toArray();

            HoltWinters fitted = HoltWinters.fit(values, 24, Trend.DAMPED);
            HoltWinters scaled = HoltWinters.fit(micros, 24, Trend.DAMPED);

            assertThat(scaled.forecast(10).mean(10))
                    .isCloseTo(1e6 * fitted.forecast(10).mean(10), within(1e3));
            assertThat(scaled.variance()).isCloseTo(1e12 * fitted.variance(), within(1e9));
        }

        @ParameterizedTest
        @EnumSource(Trend.class)
        void stays_in_the_admissible_region(Trend trend) {
            for (int seed = 0; seed < 15; seed++) {
                Random random = new Random(seed);
                double[] values = IntStream.range(0, 150)
                        .mapToDouble(t -> random.nextInt(10) == 0 ? 1e6 * random.nextDouble() : 0)
                        .toArray();

                HoltWinters fitted = HoltWinters.fit(values, 24, trend);

                assertThat(AdmissibleRegion.contains(fitted.smoothing(), 24, trend))
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(fitted.variance()).as("seed %d", seed).isFinite().isPositive();
            }
        }

        @Test
        void refuses_what_is_no_number() {
            double[] values = new double[60];
            values[7] = Double.NaN;

            assertThatThrownBy(() -> HoltWinters.fit(values, 24, Trend.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Value 7 of the series was NaN but must be finite; fill gaps first, for instance from the"
                                    + " same hour of the day before.");
        }

        @Test
        void refuses_less_than_two_seasons() {
            assertThatThrownBy(() -> HoltWinters.fit(new double[] {1}, 24, Trend.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Series had 1 values and a season of 24 but must have at least two seasons of at least"
                            + " 2; give more history, or a shorter season.");
        }
    }

    @Nested
    @DisplayName("observing")
    class Observe {

        @Test
        void one_value_at_a_time_gives_what_all_at_once_give() {
            double[] values = series(400, new Random(2));
            HoltWinters fitted = HoltWinters.fit(Arrays.copyOf(values, 300), 24, Trend.DAMPED);

            HoltWinters stepwise = fitted;
            for (int t = 300; t < 400; t++) {
                stepwise = stepwise.observing(values[t]);
            }

            HoltWinters once = fitted.observing(Arrays.copyOfRange(values, 300, 400));
            for (int step = 1; step <= 48; step++) {
                assertThat(stepwise.forecast(48).mean(step))
                        .isEqualTo(once.forecast(48).mean(step));
            }
        }

        @Test
        void moves_what_follows_by_the_impact_of_the_error() {
            HoltWinters fitted = HoltWinters.fit(series(300, new Random(3)), 24, Trend.LINEAR);
            double expected = fitted.forecast(1).mean(1);

            HoltWinters unsurprised = fitted.observing(expected);
            HoltWinters surprised = fitted.observing(expected + 10);

            for (int later = 1; later <= 60; later++) {
                double moved = surprised.forecast(60).mean(later)
                        - unsurprised.forecast(60).mean(later);
                assertThat(moved).as("step %d", later).isCloseTo(10 * fitted.impact(later), within(1e-9));
            }
        }

        @Test
        void refuses_what_is_no_number() {
            HoltWinters fitted = HoltWinters.fit(series(100, new Random(4)), 24, Trend.NONE);

            assertThatThrownBy(() -> fitted.observing(Double.POSITIVE_INFINITY))
                    .hasMessageStartingWith("Value 0 of the series was Infinity but must be finite;");
        }
    }

    @Nested
    @DisplayName("forecasting")
    class Forecast {

        @Test
        void totals_what_it_forecasts_step_by_step() {
            PathForecast forecast = HoltWinters.fit(series(300, new Random(5)), 24, Trend.DAMPED)
                    .forecast(100);

            double total = 0;
            for (int step = 1; step <= 100; step++) {
                total += forecast.mean(step);
                assertThat(forecast.cumulativeMean(step)).isCloseTo(total, within(1e-9));
            }
        }

        @ParameterizedTest
        @EnumSource(Trend.class)
        void has_the_variances_that_a_simulation_has(Trend trend) {
            Smoothing smoothing =
                    new Smoothing(0.3, trend == Trend.NONE ? 0 : 0.05, 0.2, trend == Trend.DAMPED ? 0.9 : 1);
            SeasonalState state = SeasonalState.of(10, 1, 3, -1, -2, 4, -4);
            HoltWinters model = new HoltWinters(smoothing, trend, state, 4, new HoltWinters.Fit(1, 1, 1));
            int steps = 12;

            double[] squares = new double[steps];
            double[] totalSquares = new double[steps];
            Random random = new Random(6);
            int paths = 40_000;
            PathForecast forecast = model.forecast(steps);
            for (int path = 0; path < paths; path++) {
                SeasonalState now = state.copy();
                double total = 0;
                for (int step = 1; step <= steps; step++) {
                    double error = 2 * random.nextGaussian();
                    double value = now.expected(smoothing) + error;
                    now.absorb(error, smoothing);
                    total += value;
                    squares[step - 1] += Math.pow(value - forecast.mean(step), 2) / paths;
                    totalSquares[step - 1] += Math.pow(total - forecast.cumulativeMean(step), 2) / paths;
                }
            }

            for (int step = 1; step <= steps; step++) {
                double variance = forecast.variance(step);
                double cumulative = forecast.cumulativeVariance(step);
                assertThat(squares[step - 1]).as("step %d", step).isCloseTo(variance, within(0.03 * variance));
                assertThat(totalSquares[step - 1])
                        .as("total %d", step)
                        .isCloseTo(cumulative, within(0.03 * cumulative));
            }
        }

        @Test
        void refuses_no_steps() {
            HoltWinters fitted = HoltWinters.fit(series(100, new Random(7)), 24, Trend.NONE);

            assertThatThrownBy(() -> fitted.forecast(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Forecast was asked for 0 steps but must be for 1 or more; ask for one at least.");
        }
    }

    @Nested
    @DisplayName("with smoothing parameters")
    class Parameters {

        @Test
        void refuses_those_outside_the_usual_region() {
            assertThatThrownBy(() -> new Smoothing(1.2, 0, 0, 1))
                    .hasMessage("Alpha was 1.2 but must be 0 to 1.0; use 0 for a part that never changes.");
            assertThatThrownBy(() -> new Smoothing(0.2, 0.3, 0, 1))
                    .hasMessage("Beta was 0.3 but must be 0 to 0.2; use 0 for a part that never changes.");
            assertThatThrownBy(() -> new Smoothing(0.25, 0, 0.8, 1))
                    .hasMessage("Gamma was 0.8 but must be 0 to 0.75; use 0 for a part that never changes.");
            assertThatThrownBy(() -> new Smoothing(0.2, 0, 0, 0))
                    .hasMessage(
                            "Phi was 0.0 but must be more than 0 and at most 1; use 1 for a trend that is not damped.");
        }
    }
}
