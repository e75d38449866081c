package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Holt-Winters, compared with R's forecast package,")
class HoltWintersReferenceTest {

    /** What figures may differ by, as a share: R prints parameters with 15 digits. */
    private static final double TOLERANCE = 1e-8;

    /** By how much log-likelihood may be worse than R's. */
    private static final double LIKELIHOOD_TOLERANCE = 0.05;

    @ParameterizedTest
    @MethodSource("io.reelbudget.forecast.RReference#all")
    void has_its_errors_at_its_parameters(RReference r) {
        double squares = r.firstState().absorbAll(r.figures("values"), r.smoothing());

        assertThat(squares).isCloseTo(r.figure("sse"), within(r.figure("sse")));
        double n = r.figures("values").length;
        assertThat(-n / 2 * Math.log(squares)).isCloseTo(r.figure("loglik"), within(r.figure("loglik")));
    }

    @ParameterizedTest
    @MethodSource("io.reelbudget.forecast.RReference#all")
    void forecasts_what_it_forecasts_at_its_parameters(RReference r) {
        SeasonalState end = r.firstState();
        end.absorbAll(r.figures("values"), r.smoothing());
        HoltWinters model = new HoltWinters(
                r.smoothing(), r.trend(), end, r.figure("sigma2"), new HoltWinters.Fit(1, r.figure("sse"), 1));

        PathForecast forecast = model.forecast(r.figures("mean").length);

        for (int step = 1; step <= forecast.steps(); step++) {
            double mean = r.figures("mean")[step - 1];
            double deviation = r.figures("sd")[step - 1];
            assertThat(forecast.mean(step)).as("mean of step %d", step).isCloseTo(mean, within(mean));
            assertThat(Math.sqrt(forecast.variance(step)))
                    .as("deviation of step %d", step)
                    .isCloseTo(deviation, within(deviation));
        }
    }

    @ParameterizedTest
    @MethodSource("io.reelbudget.forecast.RReference#all")
    void finds_parameters_that_are_at_least_as_likely(RReference r) {
        double n = r.figures("values").length;

        HoltWinters fitted = HoltWinters.fit(r.figures("values"), r.season(), r.trend());

        assertThat(-n / 2 * Math.log(fitted.squaredErrors()))
                .isGreaterThanOrEqualTo(r.figure("loglik") - LIKELIHOOD_TOLERANCE);
    }

    private static Offset<Double> within(double figure) {
        return Offset.offset(TOLERANCE * Math.max(1, Math.abs(figure)));
    }
}
