package io.reelbudget.forecast.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.arima.Arima;
import io.reelbudget.forecast.arima.ArimaOrder;
import io.reelbudget.forecast.arima.AutoArima;
import io.reelbudget.forecast.decomposition.Decomposable;
import io.reelbudget.forecast.intermittent.Croston;
import io.reelbudget.forecast.intermittent.PlanPrior;
import io.reelbudget.forecast.intermittent.ZeroInflated;
import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import io.reelbudget.forecast.smoothing.DoubleSeasonal;
import io.reelbudget.forecast.smoothing.Ets;
import io.reelbudget.forecast.smoothing.EtsForm;
import io.reelbudget.forecast.smoothing.Theta;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every classical model")
class ClassicalModelsTest {

    private static final long SEED = 20261122;
    private static final int DAY = 24;

    /** Four weeks and two days: the next day is a Wednesday, as the one before, for models that know no weekend. */
    private static final int HOURS = 30 * DAY;

    private static final int MANY = 400;
    private static final int TEN_YEARS = 10 * 365 * DAY;

    /** Models with one account's usage, which has errors of its own, and not only of sizes or a plan. */
    static Stream<SeriesModel> ofUsage() {
        return Stream.of(
                Arima.of(ArimaOrder.of(2, 0, 1).seasonal(0, 1, 1, DAY)),
                Arima.conditional(ArimaOrder.of(2, 0, 1).seasonal(1, 1, 1, DAY)),
                Arima.conditional(ArimaOrder.of(2, 0, 1).seasonal(2, 0, 0, DAY).seasonal(0, 1, 1, 7 * DAY)),
                Ets.of(EtsForm.of("A,N,A")),
                Ets.of(EtsForm.of("M,Ad,M")),
                Theta.standard(),
                DoubleSeasonal.additive(),
                DoubleSeasonal.damped(),
                DoubleSeasonal.multiplicative(),
                Decomposable.standard());
    }

    static Stream<SeriesModel> all() {
        double[] plan = new double[DAY];
        Arrays.fill(plan, 100);
        return Stream.concat(
                ofUsage(),
                Stream.of(
                        AutoArima.stepwise(),
                        Croston.classic(),
                        Croston.corrected(),
                        Croston.fading(),
                        ZeroInflated.seasonal(),
                        PlanPrior.of(plan, 0.1, 0.5, 1)));
    }

    /** Usage with a day, a week and errors that echo: what all models were made for. */
    private static double[] usage(int hours) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] usage = new double[hours];
        double echo = 0;
        for (int t = 0; t < hours; t++) {
            echo = 0.6 * echo + 5 * random.nextGaussian();
            double weekend = t / DAY % 7 >= 5 ? -30 : 0;
            usage[t] = Math.max(1, 150 + weekend + 40 * Math.sin(2 * Math.PI * t / DAY) + echo);
        }
        return usage;
    }

    @ParameterizedTest
    @MethodSource("all")
    void goes_on_after_it_was_saved_as_if_it_had_never_been_away(SeriesModel model) {
        double[] usage = usage(HOURS + DAY);
        FittedModel fitted = model.fit(TimeSeries.hourly(Arrays.copyOf(usage, HOURS)));
        FittedModel restored = model.restore(ModelState.fromBytes(fitted.state().toBytes()));

        for (int t = HOURS; t < usage.length; t++) {
            fitted.observe(usage[t]);
            restored.observe(usage[t]);
        }

        Forecast expected = fitted.forecast(2 * DAY, 0.1, 0.9);
        Forecast forecast = restored.forecast(2 * DAY, 0.1, 0.9);
        assertThat(forecast.points()).isEqualTo(expected.points());
        assertThat(forecast.quantiles(0.9)).isEqualTo(expected.quantiles(0.9));
        assertThat(restored.name()).isEqualTo(fitted.name());
        assertThat(restored.state()).isEqualTo(fitted.state());
    }

    @ParameterizedTest
    @MethodSource("all")
    void keeps_no_more_of_a_longer_history(SeriesModel model) {
        FittedModel fitted = model.fit(TimeSeries.hourly(usage(HOURS)));
        int size = fitted.state().toBytes().length;

        for (double value : usage(1000)) {
            fitted.observe(value);
        }

        assertThat(fitted.state().toBytes()).hasSize(size);
    }

    @ParameterizedTest
    @MethodSource("all")
    void refuses_another_models_state(SeriesModel model) {
        ModelState other = ModelState.write("nobody's", 1).add(1).done();

        assertThatThrownBy(() -> model.restore(other)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<SeriesModel> withoutCorrection() {
        return all().filter(model -> !model.name().equals(Croston.corrected().name()));
    }

    @ParameterizedTest
    @MethodSource("withoutCorrection")
    void forecasts_a_constant_series_as_it_is(SeriesModel model) {
        assertThat(nextDayOfAConstant(model))
                .allSatisfy(point -> assertThat(point).isCloseTo(100, within(0.01)));
    }

    @Test
    void the_corrected_croston_forecasts_half_a_share_less_of_a_constant() {
        assertThat(nextDayOfAConstant(Croston.corrected()))
                .allSatisfy(point -> assertThat(point).isCloseTo(95, within(1e-9)));
    }

    private static List<Double> nextDayOfAConstant(SeriesModel model) {
        double[] constant = new double[HOURS];
        Arrays.fill(constant, 100);
        return Arrays.stream(
                        model.fit(TimeSeries.hourly(constant)).forecast(DAY).points())
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void says_that_values_beyond_reason_are_too_large(SeriesModel model) {
        double[] huge = usage(HOURS);
        huge[7] = 1e300;

        assertThatThrownBy(() -> model.fit(TimeSeries.hourly(huge)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Value 7 of the series was 1.0E300 but must be no more than 1.0E120 on either side of zero;"
                        + " count in a larger unit.");
    }

    @ParameterizedTest
    @MethodSource("all")
    void forecasts_the_largest_values_that_there_can_be(SeriesModel model) {
        double[] large = Arrays.stream(usage(HOURS)).map(value -> value * 1e117).toArray();

        Forecast forecast = model.fit(TimeSeries.hourly(large)).forecast(DAY, 0.1, 0.9);

        assertThat(forecast.point(DAY) / 1e117).isBetween(50.0, 250.0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void forecasts_nothing_where_there_was_nothing_or_says_that_it_cannot(SeriesModel model) {
        TimeSeries zeros = TimeSeries.hourly(new double[HOURS]);
        if (model.objectionTo(zeros).isPresent()) {
            assertThat(model.objectionTo(zeros).orElseThrow()).contains("positive");
            return;
        }

        Forecast forecast = model.fit(zeros).forecast(DAY, 0.1, 0.9);

        // Of a plan's usage something is left however long an account used nothing.
        assertThat(forecast.point(DAY)).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_fitted_to_one_value_or_says_why_not(SeriesModel model) {
        TimeSeries one = TimeSeries.hourly(7);

        if (model.objectionTo(one).isPresent()) {
            assertThatThrownBy(() -> model.fit(one))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(model.objectionTo(one).orElseThrow());
        } else {
            assertThat(model.fit(one).forecast(3).point(3)).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void survives_that_usage_stops_for_two_days_and_comes_back(SeriesModel model) {
        FittedModel fitted = model.fit(TimeSeries.hourly(usage(HOURS)));
        for (int t = 0; t < 2 * DAY; t++) {
            fitted.observe(0);
        }
        fitted.forecast(DAY, 0.1, 0.9);
        for (double value : usage(14 * DAY)) {
            fitted.observe(value);
        }

        double[] points = fitted.forecast(DAY, 0.1, 0.9).points();

        assertThat(Arrays.stream(points).average().orElseThrow()).isBetween(40.0, 300.0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_fitted_to_ten_years_of_hours(SeriesModel model) {
        FittedModel fitted = model.fit(TimeSeries.hourly(usage(TEN_YEARS)));

        Forecast forecast = fitted.forecast(7 * DAY, 0.025, 0.975);

        assertThat(forecast.point(7 * DAY)).isBetween(50.0, 250.0);
    }

    @ParameterizedTest
    @MethodSource("ofUsage")
    void covers_the_next_hour_as_often_as_it_says(SeriesModel model) {
        double[] usage = usage(HOURS + MANY);
        FittedModel fitted = model.fit(TimeSeries.hourly(Arrays.copyOf(usage, HOURS)));
        int inside = 0;
        for (int t = HOURS; t < usage.length; t++) {
            Forecast forecast = fitted.forecast(1, 0.1, 0.9);
            inside += usage[t] >= forecast.quantile(0.1, 1) && usage[t] <= forecast.quantile(0.9, 1) ? 1 : 0;
            fitted.observe(usage[t]);
        }

        assertThat((double) inside / MANY).isCloseTo(0.8, within(0.08));
    }

    @ParameterizedTest
    @MethodSource("ofUsage")
    void follows_the_day(SeriesModel model) {
        double[] usage = usage(HOURS + DAY);

        Forecast forecast =
                model.fit(TimeSeries.hourly(Arrays.copyOf(usage, HOURS))).forecast(DAY);

        double error = 0;
        for (int step = 1; step <= DAY; step++) {
            error += Math.abs(forecast.point(step) - usage[HOURS + step - 1]) / DAY;
        }
        assertThat(error).isLessThan(20);
    }
}
