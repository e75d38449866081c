package io.reelbudget.forecast.decomposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.reference.RFigures;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Trend, seasons and events, compared with a quadratic programme in R,")
class DecomposableReferenceTest {

    /** What fitted values may differ by, as a share. */
    private static final double PROGRAMME = 1e-6;

    private static final int EVERY = 7;

    static List<RFigures> cases() {
        return RFigures.of("decomposable.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void have_the_same_most_probable_coefficients(RFigures r) {
        int[] seasons =
                Arrays.stream(r.numbers("seasons")).mapToInt(m -> (int) m).toArray();
        TimeSeries series = TimeSeries.of(r.series().values(), seasons);
        double[] event = r.numbers("event");
        Regressors events = event.length > 0 ? Regressors.of(event) : Regressors.none();

        FittedDecomposable fitted = Decomposable.standard().fit(series, events);

        double[] expected = r.numbers("fitted");
        double[] coefficients = fitted.coefficients();
        double[] row = new double[coefficients.length];
        Components components = Components.of(series.length(), seasons, events.count());
        double scale = Arrays.stream(series.values()).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            components.row((long) EVERY * i, events, EVERY * i, row);
            assertThat(scale * FittedDecomposable.dot(row, coefficients))
                    .as("step %d", EVERY * i)
                    .isCloseTo(expected[i], about(expected[i]));
        }
        assertThat(fitted.deviation()).isCloseTo(r.number("deviation"), about(r.number("deviation")));
        for (int i = 0; i < events.count(); i++) {
            double effect = r.numbers("eventEffect")[i];
            assertThat(fitted.eventEffects()[i]).isCloseTo(effect, about(effect));
        }
    }

    private static Offset<Double> about(double figure) {
        return Offset.offset(PROGRAMME * Math.abs(figure));
    }
}
