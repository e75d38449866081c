package io.reelbudget.forecast.combination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.forecast.arima.Arima;
import io.reelbudget.forecast.arima.ArimaOrder;
import io.reelbudget.forecast.naive.Naive;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A selection by back-test")
class ModelSelectionTest {

    private static final ModelSelection SELECTION = ModelSelection.standard();

    @Nested
    @DisplayName("choosing")
    class Choose {

        @ParameterizedTest
        @EnumSource(UsageKind.class)
        void is_never_worse_than_the_better_naive_forecast_on_its_own_back_test(UsageKind kind) {
            for (long seed = 0; seed < 10; seed++) {
                Accuracy accuracy =
                        SELECTION.fit(TimeSeries.hourly(kind.hours(750, seed))).accuracy();

                assertThat(accuracy.meanAbsoluteError())
                        .as("%s, seed %d", kind, seed)
                        .isLessThanOrEqualTo(accuracy.naiveMeanAbsoluteError());
            }
        }

        @Test
        void is_hardly_worse_than_the_better_naive_forecast_on_what_it_has_not_seen() {
            double own = 0;
            double last = 0;
            double day = 0;
            int series = 0;
            for (UsageKind kind : UsageKind.values()) {
                for (long seed = 1_000; seed < 1_025; seed++) {
                    double[] values = kind.hours(748, seed);
                    TimeSeries known = TimeSeries.hourly(Arrays.copyOf(values, 700));
                    double scale = scale(known);
                    own += error(SELECTION.fit(known).forecast(48), values) / scale;
                    last += error(Naive.lastValue().fit(known).forecast(48), values) / scale;
                    day += error(Naive.repeating(24).fit(known).forecast(48), values) / scale;
                    series++;
                }
            }

            assertThat(series).isGreaterThanOrEqualTo(100);
            assertThat(own).as("sum of MASE, seeds 1000 to 1024").isLessThanOrEqualTo(1.02 * Math.min(last, day));
        }

        /**
         * Nothing can be known of a random walk but its last value; what little looks like a win is luck, in days a
         * lot.
         */
        @ParameterizedTest
        @CsvSource({"120, 1.10", "365, 1.03", "381, 1.03", "480, 1.03", "700, 1.03", "1000, 1.03"})
        void hardly_loses_against_the_last_value_where_usage_wanders(int hours, double most) {
            double own = 0;
            double last = 0;
            for (long seed = 0; seed < 100; seed++) {
                double[] values = wandering(hours + 48, seed);
                TimeSeries known = TimeSeries.hourly(Arrays.copyOf(values, hours));
                double scale = scale(known);
                own += error(SELECTION.fit(known).forecast(48), values) / scale;
                last += error(Naive.lastValue().fit(known).forecast(48), values) / scale;
            }
            assertThat(own).as("sum of MASE, seeds 0 to 99").isLessThanOrEqualTo(most * last);
        }

        private static double[] wandering(int hours, long seed) {
            Random random = new Random(seed);
            double[] values = new double[hours];
            double level = 200;
            for (int hour = 0; hour < hours; hour++) {
                level += random.nextGaussian();
                values[hour] = level;
            }
            return values;
        }

        /** Where one candidate takes over from another there must be room to test it. */
        @Test
        void tests_what_it_chooses_at_every_length() {
            for (int hours = 4 * 24; hours < 480; hours += 12) {
                TimeSeries series = TimeSeries.hourly(UsageKind.STEADY.hours(hours, 5));

                assertThat(SELECTION.fit(series).accuracy().values())
                        .as("%s hours", hours)
                        .isPositive();
            }
        }

        @Test
        void tells_what_it_chose_and_how_it_did() {
            SelectedModel model = SELECTION.fit(TimeSeries.hourly(UsageKind.STEADY.hours(750, 7)));

            assertThat(model.accuracy().model()).isEqualTo("regressions, 24 and 168");
            assertThat(model.accuracy().isTested()).isTrue();
            assertThat(model.accuracy().values()).isEqualTo(168);
            assertThat(model.accuracy().relativeError()).isBetween(0.1, 0.9);
            assertThat(model.name()).isEqualTo("regressions, 24 and 168, in logarithms");
        }

        @Test
        void lets_given_models_compete_and_takes_the_better_wherever_it_stands() {
            SeriesModel better = Arima.conditional(ArimaOrder.of(2, 0, 1).seasonal(0, 1, 1, 24));
            SeriesModel worse = Arima.conditional(ArimaOrder.of(0, 0, 0).withConstant());
            TimeSeries day = TimeSeries.of(UsageKind.STEADY.hours(400, 3), 24);

            SelectedModel first = ModelSelection.among(List.of(better, worse)).fit(day);
            SelectedModel last = ModelSelection.among(List.of(worse, better)).fit(day);

            assertThat(first.accuracy().model())
                    .contains("ARIMA(2,0,1)(0,1,1)24, conditional")
                    .doesNotContain("ARIMA(0,0,0)");
            assertThat(last.accuracy()).isEqualTo(first.accuracy());
        }

        @Test
        void refuses_two_models_of_one_name() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ModelSelection.among(List.of(Naive.repeating(24), Naive.repeating(24))))
                    .withMessage("Two models were named 'seasonal naive, 24' but each must have a name of its own, by"
                            + " which a saved choice is found; leave one out.");
        }

        @Test
        void uses_arima_while_there_are_less_than_fifteen_days() {
            SelectedModel model = SELECTION.fit(TimeSeries.hourly(UsageKind.STEADY.hours(300, 7)));

            assertThat(model.accuracy().model()).contains("ARIMA(2,0,1)(1,1,1)24");
        }

        @Test
        void uses_regressions_and_arima_for_weeks() {
            SelectedModel model = SELECTION.fit(TimeSeries.weekly(UsageKind.STEADY.hours(260, 7)));

            assertThat(model.accuracy().model()).contains("regressions, 52").contains("ARIMA(1,1,1)(0,1,1)52");
        }
    }

    @Nested
    @DisplayName("saved and restored")
    class Restore {

        @ParameterizedTest
        @EnumSource(UsageKind.class)
        void forecasts_the_same(UsageKind kind) {
            double[] values = kind.hours(760, 11);
            SelectedModel model = SELECTION.fit(TimeSeries.hourly(Arrays.copyOf(values, 750)));
            model.observe(values[750]);

            SelectedModel restored =
                    SELECTION.restore(ModelState.fromBytes(model.state().toBytes()));
            for (int i = 751; i < 760; i++) {
                model.observe(values[i]);
                restored.observe(values[i]);
            }

            assertThat(restored.forecast(100, 0.1, 0.9).quantiles(0.9))
                    .isEqualTo(model.forecast(100, 0.1, 0.9).quantiles(0.9));
            assertThat(restored.accuracy()).isEqualTo(model.accuracy());
            assertThat(restored.name()).isEqualTo(model.name());
        }

        @Test
        void goes_on_by_the_method_that_was_chosen_where_another_has_the_same_order() {
            ArimaOrder order = ArimaOrder.of(2, 0, 1).seasonal(0, 1, 1, 24);
            double[] values = UsageKind.STEADY.hours(400, 3);
            TimeSeries series = TimeSeries.of(values, 24);
            SelectedModel conditional =
                    ModelSelection.among(List.of(Arima.conditional(order))).fit(series);

            SelectedModel restored = ModelSelection.among(List.of(Arima.of(order), Arima.conditional(order)))
                    .restore(conditional.state());

            assertThat(restored.refit(series).forecast(24).points())
                    .isEqualTo(conditional.refit(series).forecast(24).points())
                    .isNotEqualTo(Arima.of(order).fit(series).forecast(24).points());
        }

        @Test
        void is_refused_by_another_model() {
            ModelState state =
                    Naive.lastValue().fit(TimeSeries.of(new double[] {1})).state();

            assertThatIllegalArgumentException().isThrownBy(() -> SELECTION.restore(state));
        }
    }

    @Nested
    @DisplayName("refitted")
    class Refit {

        @Test
        void keeps_its_choice() {
            double[] values = UsageKind.STEADY.hours(774, 5);
            SelectedModel model = SELECTION.fit(TimeSeries.hourly(Arrays.copyOf(values, 750)));

            SelectedModel refitted = model.refit(TimeSeries.hourly(values));

            assertThat(refitted.accuracy()).isEqualTo(model.accuracy());
            assertThat(refitted.forecast(48).points())
                    .isEqualTo(SELECTION
                            .fit(TimeSeries.hourly(values))
                            .forecast(48)
                            .points());
        }
    }

    @Nested
    @DisplayName("on odd series")
    class Odd {

        @ParameterizedTest
        @ValueSource(
                ints = {1, 2, 5, 23, 24, 25, 48, 119, 120, 121, 167, 168, 300, 359, 360, 361, 383, 384, 500, 527, 529})
        void forecasts_from_any_length(int length) {
            for (UsageKind kind : UsageKind.values()) {
                Forecast forecast =
                        SELECTION.fit(TimeSeries.hourly(kind.hours(length, 1))).forecast(72, 0.025, 0.975);

                assertThat(Arrays.stream(forecast.points())).as("%s", kind).allMatch(Double::isFinite);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 19, 20, 30, 52, 80, 104, 139, 140, 141, 169, 192, 193, 300})
        void forecasts_from_any_number_of_weeks(int length) {
            Forecast forecast = SELECTION
                    .fit(TimeSeries.weekly(UsageKind.STEADY.hours(length, 1)))
                    .forecast(26, 0.025, 0.975);

            assertThat(Arrays.stream(forecast.points())).allMatch(Double::isFinite);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 42})
        void says_that_a_constant_stays(double value) {
            for (int length : new int[] {1, 30, 200, 750}) {
                double[] constant =
                        DoubleStream.generate(() -> value).limit(length).toArray();

                Forecast forecast = SELECTION.fit(TimeSeries.hourly(constant)).forecast(48, 0.5);

                assertThat(Arrays.stream(forecast.points()))
                        .as("%d values", length)
                        .allMatch(point -> Math.abs(point - value) < 1e-6);
            }
        }

        @Test
        void refuses_what_is_no_number() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TimeSeries.hourly(1, Double.NaN, 3))
                    .withMessage(
                            "Value 1 of the series was NaN but must be finite; fill gaps first, for instance from the"
                                    + " same hour of the week before.");
            assertThatIllegalArgumentException().isThrownBy(() -> TimeSeries.hourly());
        }

        @Test
        void takes_ten_years_of_hours() {
            SelectedModel model = SELECTION.fit(TimeSeries.hourly(UsageKind.STEADY.hours(87_660, 2)));

            assertThat(model.accuracy().relativeError()).isLessThan(0.9);
            assertThat(model.state().toBytes()).hasSizeLessThan(40_000);
        }
    }

    private static double error(Forecast forecast, double[] values) {
        double sum = 0;
        for (int step = 1; step <= 48; step++) {
            sum += Math.abs(values[values.length - 49 + step] - forecast.point(step)) / 48;
        }
        return sum;
    }

    private static double scale(TimeSeries series) {
        double sum = 0;
        for (int i = 24; i < series.length(); i++) {
            sum += Math.abs(series.value(i) - series.value(i - 24));
        }
        return Math.max(1e-9, sum / (series.length() - 24));
    }
}
