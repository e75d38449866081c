package io.reelbudget.forecast.arima;

import static io.reelbudget.forecast.reference.RFigures.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.reference.RFigures;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.Regressors;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("ARIMA, compared with R's forecast package,")
class ArimaReferenceTest {

    /** R gives what differencing loses a large variance instead of an infinite one: so much it moves there. */
    private static final double PRIOR = 0.004;

    /** What forecasts' deviations may differ by, as a share, where R's filter still remembers the series' start. */
    private static final double START = 0.002;

    /** By how much log-likelihood may be worse than R's. */
    private static final double LIKELIHOOD = 0.005;

    static List<RFigures> cases() {
        return RFigures.of("arima.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void has_its_likelihood_at_its_coefficients(RFigures r) {
        double expected = r.number(r.has("loglikDifferenced") ? "loglikDifferenced" : "loglik");

        FittedArima model = model(r).at(r.numbers("coefficients"), r.series(), regressors(r, "regressor"));

        assertThat(model.quality().logLikelihood()).isCloseTo(expected, within(expected));
        assertThat(model.quality().aicc()).isCloseTo(r.number("aicc"), Offset.offset(2 * PRIOR));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forecasts_what_it_forecasts_at_its_coefficients(RFigures r) {
        double[] means = r.numbers("mean");
        double[] units = r.numbers("unitDeviation");
        FittedArima model = model(r).at(r.numbers("coefficients"), r.series(), regressors(r, "regressor"));

        Forecast forecast = model.forecast(means.length, regressors(r, "future"), 0.975);

        double unit = Math.sqrt(model.quality().variance()) * Forecast.standardNormal(0.975);
        for (int step = 1; step <= means.length; step++) {
            double mean = means[step - 1];
            assertThat(forecast.point(step)).as("step %d", step).isCloseTo(mean, within(mean));
            assertThat((forecast.quantile(0.975, step) - forecast.point(step)) / unit)
                    .as("deviation of step %d", step)
                    .isCloseTo(units[step - 1], Offset.offset(START * units[step - 1]));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_coefficients_that_are_at_least_as_likely(RFigures r) {
        FittedArima fitted = model(r).fit(r.series(), regressors(r, "regressor"));

        assertThat(fitted.quality().logLikelihood()).isGreaterThan(r.number("loglik") - LIKELIHOOD);
    }

    private static Arima model(RFigures r) {
        double[] o = r.numbers("order");
        ArimaOrder order = ArimaOrder.of((int) o[0], (int) o[1], (int) o[2]);
        if (o[3] + o[4] + o[5] > 0) {
            order = order.seasonal(
                    (int) o[3], (int) o[4], (int) o[5], r.series().seasons()[0]);
        }
        return Arima.of(o[6] > 0 ? order.withConstant() : order);
    }

    private static Regressors regressors(RFigures r, String what) {
        return r.has(what) ? Regressors.of(r.numbers(what)) : Regressors.none();
    }
}
