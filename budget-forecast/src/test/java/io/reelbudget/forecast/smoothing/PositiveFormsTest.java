package io.reelbudget.forecast.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A smoothing model for positive values")
class PositiveFormsTest {

    private static final long SEED = 20261123;
    private static final int DAY = 24;
    private static final int HOURS = 30 * DAY;

    static Stream<SeriesModel> models() {
        return Stream.concat(
                Stream.of(
                                "M,N,N", "M,A,N", "M,Ad,N", "M,N,A", "M,A,A", "M,Ad,A", "M,N,M", "M,A,M", "M,Ad,M",
                                "A,N,M", "A,A,M", "A,Ad,M")
                        .map(EtsForm::of)
                        .map(Ets::of),
                Stream.of(DoubleSeasonal.multiplicative()));
    }

    private static double[] usage(int hours) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] usage = new double[hours];
        for (int t = 0; t < hours; t++) {
            double weekend = t / DAY % 7 >= 5 ? -30 : 0;
            usage[t] = 150 + weekend + 40 * Math.sin(2 * Math.PI * t / DAY) + 5 * random.nextGaussian();
        }
        return usage;
    }

    private static FittedModel fitted(SeriesModel model) {
        return model.fit(TimeSeries.hourly(usage(HOURS)));
    }

    private static void observe(FittedModel fitted, double value, int times) {
        for (int i = 0; i < times; i++) {
            fitted.observe(value);
        }
    }

    private static void requireSound(FittedModel fitted) {
        Forecast forecast = fitted.forecast(7 * DAY, 0.1, 0.9);
        for (int step = 1; step <= forecast.horizon(); step++) {
            assertThat(forecast.quantile(0.1, step)).as("P10 of step %d", step).isPositive();
            assertThat(forecast.point(step))
                    .as("step %d", step)
                    .isBetween(forecast.quantile(0.1, step), forecast.quantile(0.9, step));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void has_an_interval_about_a_positive_point_after_an_outage(SeriesModel model) {
        for (int hours : new int[] {1, 10, 2 * DAY, 10 * DAY, 100 * DAY}) {
            FittedModel fitted = fitted(model);

            observe(fitted, 0, hours);

            requireSound(fitted);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void has_an_interval_about_a_positive_point_after_a_correction_below_zero(SeriesModel model) {
        FittedModel fitted = fitted(model);

        fitted.observe(-500);

        requireSound(fitted);
    }

    @ParameterizedTest
    @MethodSource("models")
    void forgets_a_run_of_absurd_values_without_going_below_zero(SeriesModel model) {
        FittedModel fitted = fitted(model);
        observe(fitted, 1e9, 5);

        for (double value : usage(800)) {
            fitted.observe(value);

            assertThat(Arrays.stream(fitted.forecast(7 * DAY).points()).min().orElseThrow())
                    .isPositive();
        }
        requireSound(fitted);
    }

    @ParameterizedTest
    @MethodSource("models")
    void is_back_within_days_when_usage_is(SeriesModel model) {
        FittedModel fitted = fitted(model);
        observe(fitted, 0, 10 * DAY);

        Arrays.stream(usage(7 * DAY)).forEach(fitted::observe);

        assertThat(Arrays.stream(fitted.forecast(DAY).points()).average().orElseThrow())
                .isBetween(75.0, 300.0);
    }
}
