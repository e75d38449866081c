package io.reelbudget.forecast.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.forecast.cleaning.LocalClock;
import io.reelbudget.forecast.cleaning.OnLocalClock;
import io.reelbudget.forecast.combination.MeanCombination;
import io.reelbudget.forecast.combination.ModelSelection;
import io.reelbudget.forecast.naive.Naive;
import io.reelbudget.forecast.regression.RegressionCombination;
import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every model of a series")
class ForecastRequestTest {

    private static final int DAY = 24;

    static Stream<SeriesModel> all() {
        return Stream.concat(
                ClassicalModelsTest.all(),
                Stream.of(
                        Naive.lastValue(),
                        Naive.repeating(DAY),
                        RegressionCombination.daysAndWeeks(DAY, 7 * DAY, 48),
                        MeanCombination.of(
                                new MeanCombination.Member(Naive.lastValue(), 1),
                                new MeanCombination.Member(Naive.repeating(DAY), 1)),
                        ModelSelection.standard(),
                        OnLocalClock.of(
                                Naive.lastValue(),
                                LocalClock.of(ZoneOffset.UTC, Instant.parse("2026-01-05T00:00:00Z")))));
    }

    private static FittedModel fitted(SeriesModel model) {
        double[] usage = new double[30 * DAY];
        Arrays.setAll(usage, t -> 100 + t % DAY + t % 7);
        return model.fit(TimeSeries.hourly(usage));
    }

    @ParameterizedTest
    @MethodSource("all")
    void refuses_wrong_levels(SeriesModel model) {
        FittedModel fitted = fitted(model);

        for (double[] levels : new double[][] {{95}, {0.9, 0.1}, {0.5, 0.5}, {0}, {1}, {Double.NaN}, {-0.1, 0.5}}) {
            assertThatIllegalArgumentException()
                    .as("%s", Arrays.toString(levels))
                    .isThrownBy(() -> fitted.forecast(3, levels))
                    .withMessage("Levels were " + Arrays.toString(levels)
                            + " but must ascend between 0 and 1; use 0.025 and 0.975 for 95 per cent.");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void refuses_a_horizon_without_steps_or_without_bounds(SeriesModel model) {
        FittedModel fitted = fitted(model);

        for (int steps : new int[] {0, -1, 100_001, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fitted.forecast(steps, 0.5))
                    .withMessage("Forecast was asked for " + steps
                            + " steps but must be for 1 to 100000; ask for what can be known, such as 168 hours.");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void refuses_to_observe_what_is_no_number_in_the_same_words_and_is_unharmed(SeriesModel model) {
        FittedModel fitted = fitted(model);
        ModelState before = fitted.state();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitted.observe(Double.NaN))
                .withMessage("Value to observe was NaN but must be finite; fill gaps first, for instance from the same"
                        + " hour of the week before.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitted.observe(1e300))
                .withMessage("Value to observe was 1.0E300 but must be no more than 1.0E120 on either side of zero;"
                        + " count in a larger unit.");
        assertThat(fitted.state()).isEqualTo(before);
    }
}
