package io.reelbudget.forecast.intermittent;

import static io.reelbudget.forecast.reference.RFigures.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.reference.RFigures;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Croston's method and its corrections, compared with R,")
class CrostonReferenceTest {

    static List<RFigures> cases() {
        return RFigures.of("intermittent.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forecast_what_it_forecasts(RFigures r) {
        assertForecast(Croston.classic(), r, "croston");
        assertForecast(Croston.corrected(), r, "corrected");
        assertForecast(Croston.fading(), r, "fading");
    }

    private static void assertForecast(Croston model, RFigures r, String what) {
        double point = model.fit(r.series()).forecast(3).point(3);
        assertThat(point).as(what).isCloseTo(r.number(what), within(r.number(what)));
    }
}
