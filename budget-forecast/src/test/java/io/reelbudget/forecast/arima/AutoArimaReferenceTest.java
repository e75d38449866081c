package io.reelbudget.forecast.arima;

import static io.reelbudget.forecast.reference.RFigures.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.decomposition.SeasonalTrend;
import io.reelbudget.forecast.reference.RFigures;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Automatic ARIMA, compared with R's forecast package,")
class AutoArimaReferenceTest {

    /** R gives what differencing loses a large variance instead of an infinite one: so much it moves the criterion. */
    private static final double PRIOR = 0.02;

    /** An order other than R's must be better than its by this. */
    private static final double BETTER = 0.1;

    /** For so many of the 22 series the order is R's own. */
    private static final int MOSTLY = 19;

    static List<RFigures> cases() {
        return RFigures.of("auto-arima.txt");
    }

    @Test
    void chooses_the_same_orders_or_ones_of_a_lower_criterion() {
        int same = 0;
        for (RFigures r : cases()) {
            ArimaOrder expected = order(r.numbers("order"), r.series());

            FittedArima fitted = AutoArima.stepwise().fit(r.series());

            double difference = fitted.quality().aicc() - r.number("aicc");
            if (fitted.order().equals(expected)) {
                same++;
                assertThat(difference).as(r.toString()).isCloseTo(0, Offset.offset(PRIOR));
            } else {
                assertThat(difference).as(r.toString()).isLessThan(-BETTER);
            }
        }
        assertThat(same).isGreaterThanOrEqualTo(MOSTLY);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void measures_the_same(RFigures r) {
        double[] values = r.series().values();

        assertThat(StationarityTest.kpss(values)).isCloseTo(r.number("kpss"), within(r.number("kpss")));
        if (r.has("strength")) {
            double strength = SeasonalTrend.of(values, r.series().seasons()[0]).strength();
            assertThat(strength).isCloseTo(r.number("strength"), within(1));
        }
    }

    private static ArimaOrder order(double[] o, TimeSeries series) {
        ArimaOrder order = ArimaOrder.of((int) o[0], (int) o[1], (int) o[2]);
        if (o[3] + o[4] + o[5] > 0) {
            order = order.seasonal((int) o[3], (int) o[4], (int) o[5], series.seasons()[0]);
        }
        return o[6] > 0 ? order.withConstant() : order;
    }
}
