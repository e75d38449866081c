package io.reelbudget.forecast.intermittent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Usage that is mostly nothing")
class IntermittentTest {

    private static final long SEED = 20261122;
    private static final int DAY = 24;

    /** Something with a probability of a fifth, by an exponential of mean 50. */
    private static double[] sparse(int steps) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] usage = new double[steps];
        Arrays.setAll(usage, t -> random.nextInt(5) == 0 ? -50 * Math.log(1 - random.nextDouble()) : 0);
        return usage;
    }

    private static double averagePoint(Croston model) {
        FittedModel fitted = model.fit(TimeSeries.of(sparse(1)));
        double sum = 0;
        double[] usage = sparse(20_000);
        for (double value : usage) {
            fitted.observe(value);
            sum += fitted.forecast(1).point(1) / usage.length;
        }
        return sum;
    }

    @Nested
    @DisplayName("by Croston's methods")
    class Crostons {

        @Test
        void is_forecast_without_bias_by_the_corrections_alone() {
            double mean = Arrays.stream(sparse(20_000)).average().orElseThrow();

            assertThat(averagePoint(Croston.corrected())).isCloseTo(mean, within(0.02 * mean));
            assertThat(averagePoint(Croston.fading())).isCloseTo(mean, within(0.03 * mean));
            assertThat(averagePoint(Croston.classic())).isGreaterThan(1.03 * mean);
        }

        @Test
        void fades_when_it_stops_where_that_is_wanted() {
            FittedModel fading = Croston.fading().fit(TimeSeries.of(sparse(300)));
            FittedModel classic = Croston.classic().fit(TimeSeries.of(sparse(300)));
            double before = classic.forecast(1).point(1);

            for (int t = 0; t < 50; t++) {
                fading.observe(0);
                classic.observe(0);
            }

            assertThat(fading.forecast(1).point(1)).isLessThan(0.1);
            assertThat(classic.forecast(1).point(1)).isEqualTo(before);
        }

        @Test
        void has_quantiles_of_what_really_comes() {
            Forecast forecast = Croston.corrected()
                    .following(0.02)
                    .fit(TimeSeries.of(sparse(20_000)))
                    .forecast(1, 0.5, 0.9, 0.98);

            assertThat(forecast.quantile(0.5, 1)).isZero();
            // Of an exponential of mean 50 the quantiles at 0.5 and 0.9, as 0.2 of the steps have any.
            assertThat(forecast.quantile(0.9, 1)).isCloseTo(50 * Math.log(2), within(12.0));
            assertThat(forecast.quantile(0.98, 1)).isCloseTo(50 * Math.log(10), within(30.0));
        }

        @Test
        void is_refused_where_it_is_negative() {
            assertThatThrownBy(() -> Croston.classic().fit(TimeSeries.of(new double[] {1, -1})))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Series had negative values but Croston must have zeros and positive ones only;"
                            + " usage is never negative.");
        }
    }

    @Nested
    @DisplayName("with hours of its own")
    class Hours {

        /** Something at nine in the morning on most days, otherwise hardly ever. */
        private double[] mornings(int days) {
            SplittableRandom random = new SplittableRandom(SEED);
            double[] usage = new double[days * DAY];
            Arrays.setAll(usage, t -> random.nextDouble() < (t % DAY == 9 ? 0.8 : 0.02) ? 20 + random.nextInt(20) : 0);
            return usage;
        }

        @Test
        void is_forecast_at_its_hours() {
            Forecast forecast = ZeroInflated.seasonal()
                    .fit(TimeSeries.of(mornings(60), DAY))
                    .forecast(2 * DAY, 0.1, 0.5, 0.9);

            assertThat(forecast.point(10)).isCloseTo(0.8 * 29.5, within(6.0));
            assertThat(forecast.point(10 + DAY)).isEqualTo(forecast.point(10));
            assertThat(forecast.quantile(0.5, 10)).isBetween(20.0, 40.0);
            assertThat(forecast.point(11)).isLessThan(3);
            assertThat(forecast.quantile(0.9, 11)).isZero();
        }
    }
}
