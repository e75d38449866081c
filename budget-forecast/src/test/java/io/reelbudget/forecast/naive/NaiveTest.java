package io.reelbudget.forecast.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.TimeSeries;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A naive forecast")
class NaiveTest {

    private static final TimeSeries SERIES = TimeSeries.of(new double[] {1, 5, 2, 7, 4, 6}, 2);

    @Test
    void repeats_the_last_value() {
        assertThat(Naive.lastValue().fit(SERIES).forecast(3).points()).containsExactly(6, 6, 6);
    }

    @Test
    void repeats_the_last_season() {
        assertThat(Naive.repeating(2).fit(SERIES).forecast(3).points()).containsExactly(4, 6, 4);
    }

    @Test
    void is_as_unsure_as_the_series_changed_and_more_with_each_repetition() {
        Forecast forecast = Naive.repeating(2).fit(SERIES).forecast(3, 0.975);

        double deviation = Math.sqrt((1 + 4 + 4 + 1) / 4.0);
        assertThat(forecast.quantile(0.975, 1) - 4).isCloseTo(1.959964 * deviation, within(1e-5));
        assertThat(forecast.quantile(0.975, 3) - 4).isCloseTo(1.959964 * deviation * Math.sqrt(2), within(1e-5));
    }

    @Test
    void moves_on_with_what_it_observes() {
        FittedModel fitted = Naive.repeating(2).fit(SERIES);
        fitted.observe(9);

        assertThat(fitted.forecast(2).points()).containsExactly(6, 9);
    }

    @Test
    void is_the_same_after_saving() {
        FittedModel fitted = Naive.repeating(2).fit(SERIES);
        fitted.observe(9);

        FittedModel restored =
                Naive.repeating(2).restore(ModelState.fromBytes(fitted.state().toBytes()));

        assertThat(restored.forecast(4, 0.1).quantiles(0.1))
                .isEqualTo(fitted.forecast(4, 0.1).quantiles(0.1));
    }

    @Test
    void of_a_single_value_is_that_value() {
        assertThat(Naive.lastValue()
                        .fit(TimeSeries.of(new double[] {3}))
                        .forecast(1, 0.9)
                        .quantile(0.9, 1))
                .isEqualTo(3);
    }

    @Test
    void refuses_a_series_shorter_than_its_season_and_values_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Naive.repeating(24).fit(SERIES))
                .withMessage(
                        "Series had 6 values but 'seasonal naive, 24' must have 24 or more; use a shorter season, or"
                                + " the last value.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Naive.lastValue().fit(SERIES).observe(Double.NaN))
                .withMessageContaining("Value to observe was NaN but must be finite");
    }
}
