package io.reelbudget.forecast.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Regressions, as errors go on")
class RecentErrorsTest {

    private static final long SEED = 20261123;
    private static final int DAY = 24;
    private static final int HOURS = 42 * DAY;
    private static final RegressionCombination MODEL = RegressionCombination.daysAndWeeks(DAY, 7 * DAY, 2 * DAY);

    private static double[] usage(int hours) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] usage = new double[hours];
        for (int t = 0; t < hours; t++) {
            double weekend = t / DAY % 7 >= 5 ? -30 : 0;
            usage[t] = 150 + weekend + 40 * Math.sin(2 * Math.PI * t / DAY) + 5 * random.nextGaussian();
        }
        return usage;
    }

    private static double width(FittedModel fitted) {
        Forecast forecast = fitted.forecast(DAY, 0.025, 0.975);
        return forecast.quantile(0.975, DAY) - forecast.quantile(0.025, DAY);
    }

    @Test
    void hardly_widen_while_usage_goes_on_as_it_was() {
        double[] usage = usage(HOURS + 14 * DAY);
        FittedModel fitted = MODEL.fit(TimeSeries.hourly(Arrays.copyOf(usage, HOURS)));
        double before = width(fitted);

        for (int t = HOURS; t < usage.length; t++) {
            fitted.observe(usage[t]);
            assertThat(width(fitted)).isBetween(before, 1.2 * before);
        }
    }

    @Test
    void hold_zero_in_their_interval_two_days_after_usage_stopped() {
        FittedModel fitted = MODEL.fit(TimeSeries.hourly(usage(HOURS)));
        for (int t = 0; t < 2 * DAY; t++) {
            fitted.observe(0);
        }
        for (int t = 0; t < 8 * DAY; t++) {
            Forecast forecast = fitted.forecast(2 * DAY, 0.025, 0.975);

            assertThat(Arrays.stream(forecast.quantiles(0.025)).max().orElseThrow())
                    .as("%d hours later", t)
                    .isZero();
            fitted.observe(0);
        }
    }

    @Test
    void are_as_narrow_again_a_while_after_a_burst() {
        double[] usage = usage(HOURS + 10 * DAY);
        FittedModel fitted = MODEL.fit(TimeSeries.hourly(Arrays.copyOf(usage, HOURS)));
        double before = width(fitted);
        fitted.observe(1_000);
        double after = width(fitted);

        for (int t = HOURS + 1; t < usage.length; t++) {
            fitted.observe(usage[t]);
        }

        assertThat(after).isGreaterThan(1.5 * before);
        assertThat(width(fitted)).isCloseTo(before, within(0.2 * before));
    }

    @Test
    void are_as_wide_after_they_were_saved() {
        FittedModel fitted = MODEL.fit(TimeSeries.hourly(usage(HOURS)));
        fitted.observe(1_000);

        FittedModel restored = MODEL.restore(ModelState.fromBytes(fitted.state().toBytes()));
        fitted.observe(0);
        restored.observe(0);

        assertThat(restored.forecast(DAY, 0.9).quantiles(0.9))
                .isEqualTo(fitted.forecast(DAY, 0.9).quantiles(0.9));
    }

    @Test
    void widen_where_a_constant_ends() {
        double[] constant = new double[HOURS];
        Arrays.fill(constant, 42);
        FittedModel fitted = MODEL.fit(TimeSeries.hourly(constant));

        fitted.observe(50);

        assertThat(width(fitted)).isPositive().isLessThan(50);
    }
}
