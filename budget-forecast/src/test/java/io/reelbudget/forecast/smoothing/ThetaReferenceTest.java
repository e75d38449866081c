package io.reelbudget.forecast.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.reference.RFigures;
import io.reelbudget.forecast.series.Forecast;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Theta, compared with R's forecast package,")
class ThetaReferenceTest {

    /**
     * What forecasts and deviations may differ by, as a share: R's weights are those of a search that stops earlier.
     */
    private static final double SEARCH = 2e-3;

    static List<RFigures> cases() {
        return RFigures.of("theta.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forecasts_what_it_forecasts(RFigures r) {
        double[] means = r.numbers("mean");
        double[] deviations = r.numbers("sd");

        FittedTheta fitted = Theta.standard().fit(r.series());

        Forecast forecast = fitted.forecast(means.length, 0.975);
        assertThat(fitted.drift()).isCloseTo(r.number("drift"), RFigures.within(r.number("drift")));
        for (int step = 1; step <= means.length; step++) {
            double deviation = (forecast.quantile(0.975, step) - forecast.point(step))
                    / Forecast.standardNormal(0.975)
                    / r.numbers("season")[step - 1];
            assertThat(forecast.point(step)).as("step %d", step).isCloseTo(means[step - 1], share(means[step - 1]));
            assertThat(deviation)
                    .as("deviation of step %d", step)
                    .isCloseTo(deviations[step - 1], share(deviations[step - 1]));
        }
    }

    private static Offset<Double> share(double figure) {
        return Offset.offset(SEARCH * Math.max(0.1, Math.abs(figure)));
    }
}
