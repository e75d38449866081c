package io.reelbudget.forecast.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A combination of regressions")
class RegressionCombinationTest {

    private static final NumpyReference NUMPY = NumpyReference.load();
    private static final RegressionCombination HOURS = RegressionCombination.daysAndWeeks(24, 168, 48);
    private static final RegressionCombination WEEKS = RegressionCombination.years(52, 13);

    private static void assertSame(double[] actual, double[] expected) {
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual).containsExactly(expected, within(NumpyReference.TOLERANCE * size));
    }

    private static double[] hours(int count, long seed) {
        Random random = new Random(seed);
        double level = 4;
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            level += 0.02 * random.nextGaussian();
            values[i] = Math.exp(level + 0.7 * Math.sin(2 * Math.PI * i / 24) + 0.1 * random.nextGaussian());
        }
        return values;
    }

    @Nested
    @DisplayName("beside numpy")
    class Reference {

        @ParameterizedTest
        @ValueSource(strings = {"hours", "zeros"})
        void has_the_same_points_and_intervals(String name) {
            Forecast forecast =
                    HOURS.fit(TimeSeries.hourly(NUMPY.figures(name))).forecast(48, 0.025, 0.975);

            assertSame(forecast.points(), NUMPY.figures(name + ".point"));
            assertSame(forecast.quantiles(0.025), NUMPY.figures(name + ".lower"));
            assertSame(forecast.quantiles(0.975), NUMPY.figures(name + ".upper"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"hours", "zeros"})
        void has_the_same_arms(String name) {
            double[] values = NUMPY.figures(name);
            Scale scale = name.equals("hours") ? Scale.LOGARITHMS : Scale.VALUES;
            RecentValues recent = new RecentValues(scale, 1e-3, 168, 168, values);
            TwoSeasonArms arms = TwoSeasonArms.fit(24, 168, 48, recent);
            int end = recent.count();
            double[] scaled = recent.scaled();

            assertSame(recent.plausible(arms.path().forecast(scaled, end, 48), scale, end), NUMPY.figures(name + ".A"));
            assertSame(
                    recent.plausible(arms.horizons().forecast(scaled, end, 48), scale, end),
                    NUMPY.figures(name + ".B"));
            assertSame(
                    recent.plausible(arms.profile().forecast(values, end, 48), Scale.VALUES, end),
                    NUMPY.figures(name + ".C"));
            assertSame(
                    recent.plausible(arms.nearest().forecast(scaled, end, 48), scale, end), NUMPY.figures(name + ".D"));
        }

        @Test
        void has_the_same_points_for_weeks() {
            double[] points = WEEKS.fit(TimeSeries.weekly(NUMPY.figures("weeks")))
                    .forecast(13)
                    .points();

            assertSame(points, NUMPY.figures("weeks.point"));
        }
    }

    @Nested
    @DisplayName("observing")
    class Observe {

        @Test
        void forecasts_the_same_after_being_saved_and_restored() {
            double[] values = hours(2_000, 1);
            values[650] *= 100;
            FittedModel fitted = HOURS.fit(TimeSeries.hourly(Arrays.copyOf(values, 700)));
            for (int i = 700; i < values.length; i++) {
                if (i % 433 == 0) {
                    fitted = HOURS.restore(ModelState.fromBytes(fitted.state().toBytes()));
                }
                fitted.observe(values[i]);
            }
            FittedModel never = HOURS.fit(TimeSeries.hourly(Arrays.copyOf(values, 700)));
            for (int i = 700; i < values.length; i++) {
                never.observe(values[i]);
            }

            assertThat(fitted.forecast(200, 0.1).points())
                    .isEqualTo(never.forecast(200, 0.1).points());
            assertThat(fitted.forecast(200, 0.1).quantiles(0.1))
                    .isEqualTo(never.forecast(200, 0.1).quantiles(0.1));
        }

        @Test
        void goes_on_from_a_new_level() {
            double[] values = hours(800, 2);
            FittedModel fitted = HOURS.fit(TimeSeries.hourly(values));
            double[] more = hours(848, 2);
            for (int i = 800; i < 848; i++) {
                fitted.observe(3 * more[i]);
            }

            double before = HOURS.fit(TimeSeries.hourly(values)).forecast(24).points()[12];
            assertThat(fitted.forecast(24).points()[12]).isGreaterThan(1.5 * before);
        }

        @Test
        void keeps_a_state_that_does_not_grow() {
            FittedModel fitted = HOURS.fit(TimeSeries.hourly(hours(700, 3)));
            double[] values = hours(20_000, 3);
            for (int i = 700; i < 10_000; i++) {
                fitted.observe(values[i]);
            }
            int size = fitted.state().toBytes().length;
            for (int i = 10_000; i < 20_000; i++) {
                fitted.observe(values[i]);
            }

            assertThat(fitted.state().toBytes()).hasSizeLessThan(size + 168 * Double.BYTES + 1);
            assertThat(size).isLessThan(32_000);
        }

        @Test
        void takes_a_value_of_zero_after_a_fit_to_logarithms() {
            FittedModel fitted = HOURS.fit(TimeSeries.hourly(hours(700, 4)));
            fitted.observe(0);

            assertThat(Arrays.stream(fitted.forecast(48, 0.025, 0.975).quantiles(0.025)))
                    .allMatch(value -> value >= 0 && Double.isFinite(value));
        }

        @Test
        void refuses_what_is_no_number_and_is_unharmed() {
            FittedModel fitted = HOURS.fit(TimeSeries.hourly(hours(700, 4)));
            double[] before = fitted.forecast(48).points();

            assertThatIllegalArgumentException().isThrownBy(() -> fitted.observe(Double.NaN));
            assertThat(fitted.forecast(48).points()).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("on odd series")
    class Odd {

        @ParameterizedTest
        @ValueSource(doubles = {0, 5, -3, 1e-12, 1e15})
        void says_with_certainty_that_a_constant_stays(double value) {
            double[] constant = new double[700];
            Arrays.fill(constant, value);

            Forecast forecast = HOURS.fit(TimeSeries.hourly(constant)).forecast(100, 0.025, 0.975);

            double slack = 1e-9 * Math.abs(value);
            assertThat(Arrays.stream(forecast.points())).allMatch(point -> Math.abs(point - value) <= slack);
            assertThat(forecast.quantile(0.975, 100) - forecast.quantile(0.025, 100))
                    .isLessThanOrEqualTo(slack);
        }

        @Test
        void repeats_what_repeats_exactly() {
            double[] values =
                    IntStream.range(0, 800).mapToDouble(i -> 10 + i % 24).toArray();

            double[] points = HOURS.fit(TimeSeries.hourly(values)).forecast(48).points();

            for (int step = 0; step < 48; step++) {
                assertThat(points[step]).isCloseTo(10 + (800 + step) % 24, within(1e-3));
            }
        }

        @Test
        void hardly_notices_a_single_outlier() {
            double[] clean = hours(900, 5);
            double[] dirty = clean.clone();
            dirty[600] *= 1_000;

            double[] with = HOURS.fit(TimeSeries.hourly(dirty)).forecast(48).points();
            double[] without = HOURS.fit(TimeSeries.hourly(clean)).forecast(48).points();

            for (int step = 0; step < 48; step++) {
                assertThat(with[step]).isCloseTo(without[step], within(0.15 * without[step]));
            }
        }

        @Test
        void follows_a_level_that_shifted_two_days_ago() {
            double[] values = hours(900, 6);
            for (int i = 852; i < 900; i++) {
                values[i] *= 5;
            }

            double[] points = HOURS.fit(TimeSeries.hourly(values)).forecast(24).points();

            double lastDay = Arrays.stream(values, 876, 900).average().orElseThrow();
            assertThat(Arrays.stream(points).average().orElseThrow()).isBetween(0.5 * lastDay, 1.5 * lastDay);
        }

        @Test
        void stays_finite_whatever_the_unit() {
            double[] tiny =
                    Arrays.stream(hours(700, 7)).map(value -> value * 1e-100).toArray();
            double[] huge =
                    Arrays.stream(hours(700, 7)).map(value -> value * 1e100).toArray();
            double[] usual =
                    HOURS.fit(TimeSeries.hourly(hours(700, 7))).forecast(48).points();

            assertThat(HOURS.fit(TimeSeries.hourly(tiny)).forecast(48).point(48) * 1e100)
                    .isCloseTo(usual[47], within(1e-6 * usual[47]));
            assertThat(HOURS.fit(TimeSeries.hourly(huge)).forecast(48).point(48) / 1e100)
                    .isCloseTo(usual[47], within(1e-6 * usual[47]));
        }

        @Test
        void looks_at_the_latest_part_of_ten_years_only() {
            double[] decade = hours(87_660, 8);

            double[] all = HOURS.fit(TimeSeries.hourly(decade)).forecast(48).points();
            double[] part = HOURS.fit(TimeSeries.hourly(decade).last(16 * 168))
                    .forecast(48)
                    .points();

            assertThat(all).isEqualTo(part);
        }

        @Test
        void refuses_a_series_that_is_too_short() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HOURS.fit(TimeSeries.hourly(new double[359])))
                    .withMessage(
                            "Series had 359 values but 'regressions, 24 and 168' must have 360 or more; use a simpler"
                                    + " model until there are as many.");
            assertThat(HOURS.objectionTo(TimeSeries.hourly(new double[360]))).isEmpty();
        }
    }

    @Nested
    @DisplayName("asked about intervals")
    class Intervals {

        @Test
        void covers_about_95_per_cent_of_what_comes() {
            int inside = 0;
            int all = 0;
            for (long seed = 100; seed < 160; seed++) {
                double[] values = hours(748, seed);
                Forecast forecast =
                        HOURS.fit(TimeSeries.hourly(Arrays.copyOf(values, 700))).forecast(48, 0.025, 0.975);
                for (int step = 1; step <= 48; step++) {
                    double actual = values[699 + step];
                    inside += forecast.quantile(0.025, step) <= actual && actual <= forecast.quantile(0.975, step)
                            ? 1
                            : 0;
                    all++;
                }
            }

            assertThat((double) inside / all).as("coverage, seeds 100 to 159").isBetween(0.91, 0.98);
        }

        @Test
        void widens_them_beyond_what_was_measured() {
            Forecast forecast = HOURS.fit(TimeSeries.hourly(hours(900, 9))).forecast(168, 0.9);

            assertThat(forecast.quantile(0.9, 168) - forecast.point(168))
                    .isPositive()
                    .isFinite();
        }
    }
}
