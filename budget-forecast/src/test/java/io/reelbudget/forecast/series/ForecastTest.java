package io.reelbudget.forecast.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A forecast")
class ForecastTest {

    private static final double[] LEVELS = {0.025, 0.5, 0.975};

    @Test
    void of_normal_errors_has_their_quantiles() {
        Forecast forecast = Forecast.normal(new double[] {10, 20}, new double[] {1, 2}, LEVELS);

        assertThat(forecast.quantile(0.975, 2)).isCloseTo(23.919928, within(1e-6));
        assertThat(forecast.quantile(0.5, 1)).isEqualTo(10);
        assertThat(forecast.quantile(0.025, 1)).isCloseTo(8.040036, within(1e-6));
    }

    @Test
    void says_which_steps_it_has() {
        Forecast forecast = Forecast.normal(new double[] {1, 2}, new double[] {1, 1}, LEVELS);

        for (int step : new int[] {0, -1, 3}) {
            String message = "Step was " + step
                    + " but must be 1 to 2; steps count from 1, and a longer forecast has more of them.";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> forecast.point(step))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> forecast.quantile(0.5, step))
                    .withMessage(message);
        }
    }

    @Test
    void is_kept_within_bounds() {
        Forecast forecast =
                Forecast.normal(new double[] {1}, new double[] {1}, LEVELS).within(0, 2);

        assertThat(forecast.quantile(0.025, 1)).isZero();
        assertThat(forecast.quantile(0.975, 1)).isEqualTo(2);
        assertThat(forecast.point(1)).isEqualTo(1);
    }

    @Test
    void is_refused_where_a_quantile_falls_as_its_level_rises() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.of(new double[] {1}, new double[] {0.1, 0.9}, new double[][] {{2}, {1}}))
                .withMessageContaining("Quantile of step 1 fell from 2.0 to 1.0");
    }

    @Test
    void is_refused_where_a_number_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.of(new double[] {Double.NaN}, new double[0], new double[0][]))
                .withMessageContaining("A forecast was NaN but must be finite");
    }

    @Test
    void has_quantiles_only_at_the_levels_asked_for() {
        Forecast forecast = Forecast.normal(new double[] {1}, new double[] {1}, 0.5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> forecast.quantile(0.9, 1))
                .withMessageContaining("asked at 0.9 but the forecast was made at [0.5]");
    }

    @Test
    void refuses_levels_that_do_not_ascend_between_zero_and_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> Forecast.normal(new double[1], new double[1], 0.9, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> Forecast.normal(new double[1], new double[1], 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.normal(new double[1], new double[1], Double.NaN));
    }
}
