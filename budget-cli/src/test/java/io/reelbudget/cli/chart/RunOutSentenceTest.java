package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The sentence about a run-out")
class RunOutSentenceTest {

    private static final Instant START = SampleBudgets.START;
    private static final List<Reading> READINGS = List.of(new Reading(START, Amount.parse("6", Unit.USD)));

    private static String about(Duration span, Optional<ForecastFan> fan, Optional<Instant> ranOut) {
        TimeWindow window = new TimeWindow(START, START.plus(span));
        BurnDown panel = new BurnDown(new Heading("a", "b"), Unit.USD, window, READINGS, fan, ranOut, List.of());
        return RunOutSentence.about(panel, SampleBudgets.ZONE);
    }

    private static ForecastFan fan(double unitsPerHour) {
        return SampleBudgets.forecast(READINGS, Duration.ZERO, unitsPerHour, 0);
    }

    @Test
    void says_prediction_probability_and_reality() {
        Instant ranOut = START.plus(Duration.ofMinutes(130));

        assertThat(about(Duration.ofHours(3), Optional.of(fan(3)), Optional.of(ranOut)))
                .isEqualTo("Run-out predicted for 10:40 (10:40 to 10:40), 97 % likely · real 10:50");
    }

    @Test
    void names_the_day_where_the_window_has_more_than_one() {
        assertThat(about(Duration.ofHours(20), Optional.of(fan(0.4)), Optional.empty()))
                .isEqualTo("Run-out predicted for Sun 23:40 (Sun 23:40 to Sun 23:40), 97 % likely · not run out");
    }

    @Test
    void names_the_date_where_the_window_has_more_than_a_week() {
        assertThat(about(Duration.ofDays(9), Optional.of(fan(0.1)), Optional.empty()))
                .startsWith("Run-out predicted for 24 Nov 20:40 (");
    }

    @Test
    void says_so_where_no_run_out_is_predicted() {
        assertThat(about(Duration.ofHours(3), Optional.of(fan(0.001)), Optional.empty()))
                .isEqualTo("No run-out predicted before renewal, 2 % likely · not run out");
    }

    @Test
    void tells_what_happened_where_nothing_was_forecast() {
        assertThat(about(Duration.ofHours(3), Optional.empty(), Optional.of(START)))
                .isEqualTo("Ran out 08:40");
        assertThat(about(Duration.ofHours(3), Optional.empty(), Optional.empty()))
                .isEqualTo("Not run out");
    }

    @ParameterizedTest
    @CsvSource({"0,0 %", "0.004,< 1 %", "0.01,1 %", "0.973,97 %", "0.99,99 %", "0.9951,> 99 %", "1,100 %"})
    void never_rounds_to_certainty(double probability, String shown) {
        assertThat(RunOutSentence.percent(probability)).isEqualTo(shown);
    }
}
