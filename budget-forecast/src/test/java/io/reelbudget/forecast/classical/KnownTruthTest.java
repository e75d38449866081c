package io.reelbudget.forecast.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.arima.Arima;
import io.reelbudget.forecast.arima.ArimaOrder;
import io.reelbudget.forecast.arima.AutoArima;
import io.reelbudget.forecast.arima.FittedArima;
import io.reelbudget.forecast.decomposition.Decomposable;
import io.reelbudget.forecast.decomposition.FittedDecomposable;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.TimeSeries;
import io.reelbudget.forecast.smoothing.DoubleSeasonal;
import io.reelbudget.forecast.smoothing.Ets;
import io.reelbudget.forecast.smoothing.EtsForm;
import io.reelbudget.forecast.smoothing.FittedEts;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Of a series whose making is known")
class KnownTruthTest {

    private static final long SEED = 20261122;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** (1 - 0.7 B)(1 - B²⁴) y = (1 - 0.6 B²⁴) e, and 25 more while an event is on. */
    private double[] sarma(int count, double[] event) {
        double[] y = new double[count];
        double[] e = new double[count];
        double[] w = new double[count];
        for (int t = 0; t < count; t++) {
            e[t] = 4 * random.nextGaussian();
            w[t] = (t > 0 ? 0.7 * w[t - 1] : 0) + e[t] - (t >= 24 ? 0.6 * e[t - 24] : 0);
            y[t] = (t >= 24 ? y[t - 24] : 100) + w[t];
        }
        Arrays.setAll(y, t -> y[t] + 25 * event[t]);
        return y;
    }

    private static double[] event(int count) {
        double[] event = new double[count];
        Arrays.setAll(event, t -> t % 100 >= 80 ? 1 : 0);
        return event;
    }

    @Nested
    @DisplayName("ARIMA")
    class Arimas {

        private final ArimaOrder order = ArimaOrder.of(1, 0, 0).seasonal(0, 1, 1, 24);

        @Test
        void finds_coefficients_variance_and_what_an_event_adds() {
            double[] event = event(1500);
            FittedArima fitted = Arima.of(order).fit(TimeSeries.of(sarma(1500, event)), Regressors.of(event));

            assertThat(fitted.coefficients()[0]).isCloseTo(0.7, within(0.06));
            assertThat(fitted.coefficients()[1]).isCloseTo(-0.6, within(0.07));
            assertThat(fitted.effects()[0]).isCloseTo(25, within(2.0));
            assertThat(fitted.quality().variance()).isCloseTo(16, within(1.8));
        }

        @Test
        void forecasts_an_event_that_was_announced() {
            double[] event = event(1500);
            FittedArima fitted = Arima.of(order).fit(TimeSeries.of(sarma(1500, event)), Regressors.of(event));

            double with = fitted.forecast(1, Regressors.of(new double[] {1})).point(1);
            double without = fitted.forecast(1, Regressors.of(new double[] {0})).point(1);

            assertThat(with - without).isCloseTo(fitted.effects()[0], within(1e-9));
            assertThatThrownBy(() -> fitted.forecast(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("0 regressors were given for 0 steps but 1 must be for 1;"
                            + " give each regressor of the fit for each step.");
        }

        @Test
        void is_where_a_new_fit_would_be_after_observing() {
            double[] y = sarma(1500, new double[1500]);
            FittedArima fitted = Arima.of(order).fit(TimeSeries.of(Arrays.copyOf(y, 1400)));
            FittedArima whole = Arima.of(order).fit(TimeSeries.of(y));
            for (int t = 1400; t < 1500; t++) {
                fitted.observe(y[t]);
            }

            Forecast expected = whole.forecast(48);
            Forecast forecast = fitted.forecast(48);

            for (int step = 1; step <= 48; step++) {
                assertThat(forecast.point(step)).isCloseTo(expected.point(step), within(1.0));
            }
        }

        @Test
        void covers_what_comes_a_day_ahead_as_often_as_it_says() {
            double[] y = sarma(6000, new double[6000]);
            FittedArima fitted = Arima.of(order).fit(TimeSeries.of(Arrays.copyOf(y, 1000)));
            int inside = 0;
            int count = 0;
            for (int t = 1000; t + 24 <= 6000; t++) {
                if (t % 25 == 0) {
                    Forecast forecast = fitted.forecast(24, 0.025, 0.975);
                    double actual = y[t + 23];
                    inside += actual > forecast.quantile(0.025, 24) && actual < forecast.quantile(0.975, 24) ? 1 : 0;
                    count++;
                }
                fitted.observe(y[t]);
            }

            assertThat((double) inside / count).isBetween(0.91, 0.985);
        }

        @Test
        void by_itself_finds_differences_and_that_an_event_matters() {
            double[] event = event(400);
            double[] y = sarma(400, event);
            FittedArima fitted = AutoArima.stepwise().fit(TimeSeries.of(y, 24), Regressors.of(event));

            assertThat(fitted.order().seasons().get(0).d()).isEqualTo(1);
            assertThat(fitted.effects()[0]).isCloseTo(25, within(4.0));
        }
    }

    @Nested
    @DisplayName("exponential smoothing")
    class Smoothing {

        @Test
        void finds_its_weights() {
            double[] y = new double[2000];
            double level = 50;
            for (int t = 0; t < y.length; t++) {
                double error = random.nextGaussian();
                y[t] = level + error;
                level += 0.3 * error;
            }

            FittedEts fitted = Ets.of(EtsForm.of("A,N,N")).fit(TimeSeries.of(y));

            assertThat(fitted.weights().alpha()).isCloseTo(0.3, within(0.05));
            assertThat(fitted.quality().variance()).isCloseTo(1, within(0.1));
        }

        @Test
        void with_two_seasons_forecasts_weekends_by_weekends() {
            double[] y = new double[24 * 7 * 5];
            Arrays.setAll(
                    y,
                    t -> 100
                            + 20 * Math.sin(2 * Math.PI * t / 24)
                            + (t / 24 % 7 >= 5 ? -50 : 0)
                            + 2 * random.nextGaussian());

            Forecast forecast =
                    DoubleSeasonal.additive().fit(TimeSeries.hourly(y)).forecast(24 * 7);

            for (int step = 1; step <= 24 * 7; step++) {
                double truth = 100 + 20 * Math.sin(2 * Math.PI * (step - 1) / 24) + ((step - 1) / 24 >= 5 ? -50 : 0);
                assertThat(forecast.point(step)).as("step %d", step).isCloseTo(truth, within(8.0));
            }
        }
    }

    @Nested
    @DisplayName("trend, seasons and events")
    class Parts {

        @Test
        void find_where_the_slope_changed_and_what_an_event_adds() {
            double[] event = event(600);
            double[] y = new double[600];
            Arrays.setAll(
                    y,
                    t -> 100
                            + 0.1 * t
                            + 0.3 * Math.max(0, t - 300)
                            + 30 * event[t]
                            + 15 * Math.sin(2 * Math.PI * t / 24)
                            + 3 * random.nextGaussian());

            FittedDecomposable fitted = Decomposable.standard().fit(TimeSeries.of(y, 24), Regressors.of(event));

            assertThat(fitted.eventEffects()[0]).isCloseTo(30, within(1.5));
            assertThat(fitted.deviation()).isCloseTo(3, within(0.6));
            Forecast forecast = fitted.forecast(48, Regressors.of(new double[48]));
            for (int step = 1; step <= 48; step++) {
                double t = 599 + step;
                double truth = 100 + 0.1 * t + 0.3 * (t - 300) + 15 * Math.sin(2 * Math.PI * t / 24);
                assertThat(forecast.point(step)).as("step %d", step).isCloseTo(truth, within(8.0));
            }
        }
    }
}
