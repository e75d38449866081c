package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.arima.Arima;
import io.reelbudget.forecast.arima.ArimaOrder;
import io.reelbudget.forecast.arima.FittedArima;
import io.reelbudget.forecast.regression.RegressionCombination;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import io.reelbudget.forecast.smoothing.DoubleSeasonal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hours by a model of a series")
class SeriesHoursTest {

    private static final double NORMAL_P90 = 1.2815515655446004;
    private static final int HOURS = 300;

    @Test
    void have_the_variance_of_a_total_that_follows_from_an_autoregression() {
        double[] values = new double[800];
        Random random = new Random(1);
        for (int t = 1; t < values.length; t++) {
            values[t] = 0.7 * values[t - 1] + random.nextGaussian();
        }
        SeriesModel model = Arima.conditional(ArimaOrder.of(1, 0, 0));
        double phi = ((FittedArima) model.fit(TimeSeries.hourly(values))).coefficients()[0];

        PathForecast forecast = SeriesHours.fit(model, values, 4).forecast(HOURS);

        double variance = 0;
        for (int j = 0; j < HOURS; j++) {
            double impact = (1 - Math.pow(phi, j + 1)) / (1 - phi);
            variance += 4 * impact * impact;
        }
        assertThat(forecast.cumulativeVariance(HOURS)).isCloseTo(variance, within(1e-6 * variance));
        assertThat(forecast.cumulativeVariance(1)).isCloseTo(4, within(1e-9));
    }

    @Test
    void have_the_spread_of_each_hour_that_the_model_itself_tells() {
        double[] values = weeks(4);
        SeriesModel model = DoubleSeasonal.additive();
        Forecast own = model.fit(TimeSeries.hourly(values)).forecast(HOURS, 0.9);
        double first = (own.quantile(0.9, 1) - own.point(1)) / NORMAL_P90;

        PathForecast forecast = SeriesHours.fit(model, values, first * first).forecast(HOURS);

        for (int step = 1; step <= HOURS; step++) {
            double deviation = (own.quantile(0.9, step) - own.point(step)) / NORMAL_P90;
            assertThat(forecast.mean(step)).isCloseTo(own.point(step), within(1e-9));
            assertThat(Math.sqrt(forecast.variance(step))).isCloseTo(deviation, within(1e-6 * deviation));
        }
    }

    @Test
    void answer_alike_whenever_they_are_first_asked() {
        double[] values = weeks(5);
        for (SeriesModel model : List.of(DoubleSeasonal.additive(), RegressionCombination.daysAndWeeks(24, 168, 48))) {
            SeriesHours asked = SeriesHours.fit(model, values, 1);
            asked.forecast(20);
            asked.forecast(50);
            SeriesHours fresh = SeriesHours.fit(model, values, 1);

            PathForecast one = asked.observing(3, 4, 5).forecast(100);
            PathForecast other = fresh.observing(3, 4, 5).forecast(100);

            assertThat(one.cumulativeMean(100)).isEqualTo(other.cumulativeMean(100));
            assertThat(one.cumulativeVariance(100)).isEqualTo(other.cumulativeVariance(100));
        }
    }

    private static double[] weeks(int weeks) {
        Random random = new Random(2);
        double[] values = new double[weeks * 168];
        for (int t = 0; t < values.length; t++) {
            values[t] = 5 + 2 * Math.sin(Math.PI * t / 12) + (t / 24 % 7 < 5 ? 1.5 : 0) + 0.5 * random.nextGaussian();
        }
        return values;
    }
}
