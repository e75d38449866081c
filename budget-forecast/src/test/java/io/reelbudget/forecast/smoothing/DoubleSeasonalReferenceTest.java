package io.reelbudget.forecast.smoothing;

import static io.reelbudget.forecast.reference.RFigures.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.reference.RFigures;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Holt-Winters with two seasons, compared with R's forecast package,")
class DoubleSeasonalReferenceTest {

    /** How much larger the squared errors may be than those of R, as a share. */
    private static final double SQUARES = 0;

    static List<RFigures> cases() {
        return RFigures.of("double-seasonal.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forecasts_what_it_forecasts_at_its_weights(RFigures r) {
        double[] w = r.numbers("weights");
        DoubleWeights weights = new DoubleWeights(w[0], w[1], w[2], w[3], w[4], 1);
        double[] first = r.numbers("first");
        DoublePlace place = new DoublePlace(
                EtsForm.Season.MULTIPLICATIVE,
                weights,
                Double.NEGATIVE_INFINITY,
                first[0],
                first[1],
                r.numbers("brief"),
                r.numbers("extended"),
                0);
        double squares = 0;
        double[] values = r.series().values();
        for (int t = 0; t < values.length; t++) {
            double error = place.absorb(values[t]);
            squares += t >= r.numbers("periods")[1] ? error * error : 0;
        }

        Forecast forecast = new FittedDoubleSeasonal(EtsForm.Season.MULTIPLICATIVE, weights, 1, place)
                .forecast(r.numbers("mean").length);

        assertThat(squares).isCloseTo(r.number("squares"), within(r.number("squares")));
        for (int step = 1; step <= forecast.horizon(); step++) {
            double mean = r.numbers("mean")[step - 1];
            assertThat(forecast.point(step)).as("step %d", step).isCloseTo(mean, within(mean));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_weights_whose_errors_are_about_as_small(RFigures r) {
        double[] periods = r.numbers("periods");
        double[] values = r.series().values();

        FittedDoubleSeasonal fitted =
                DoubleSeasonal.multiplicative().fit(TimeSeries.of(values, (int) periods[0], (int) periods[1]));

        double freedom = values.length - periods[1] - 5;
        assertThat(fitted.variance() * freedom).isLessThan(r.number("squares") * (1 + SQUARES));
    }
}
