package io.reelbudget.forecast.decomposition;

import static io.reelbudget.forecast.reference.RFigures.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.reference.RFigures;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A series' parts, compared with R's,")
class DecompositionReferenceTest {

    private static final int EVERY = 7;

    static List<RFigures> cases() {
        return RFigures.of("decomposition.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void are_the_same(RFigures r) {
        SeasonalTrend parts = SeasonalTrend.of(r.series().values(), r.series().seasons()[0]);

        assertSame(parts.trend(), r.numbers("trend"));
        assertSame(parts.rest(), r.numbers("rest"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void are_the_same_where_far_values_count_less(RFigures r) {
        SeasonalTrend parts =
                SeasonalTrend.robust(r.series().values(), r.series().seasons()[0], (int) r.number("rounds"));

        assertSame(parts.trend(), r.numbers("robustTrend"));
        assertSame(parts.rest(), r.numbers("robustRest"));
    }

    static void assertSame(double[] ours, double[] theirs) {
        for (int i = 0; i < theirs.length; i++) {
            assertThat(ours[EVERY * i]).as("step %d", EVERY * i).isCloseTo(theirs[i], within(theirs[i]));
        }
    }
}
