package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A burn-down")
class BurnDownTest {

    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private static Reading reading(Duration after, String units, Unit unit) {
        return new Reading(START.plus(after), Amount.parse(units, unit));
    }

    private static BurnDown of(List<Reading> readings) {
        TimeWindow window = new TimeWindow(START, START.plusSeconds(60));
        return new BurnDown(
                new Heading("a", "b"), Unit.USD, window, readings, Optional.empty(), Optional.empty(), List.of());
    }

    @Test
    void refuses_to_have_no_readings() {
        assertThatThrownBy(() -> of(List.of()))
                .hasMessage("Readings were none but must be at least one; read the balance first.");
    }

    @Test
    void refuses_readings_out_of_order() {
        List<Reading> readings =
                List.of(reading(Duration.ofMinutes(2), "1", Unit.USD), reading(Duration.ofMinutes(1), "2", Unit.USD));

        assertThatThrownBy(() -> of(readings))
                .hasMessage(
                        "Reading of 2026-11-22T08:01:00Z came after that of 2026-11-22T08:02:00Z but readings must be"
                                + " in time order; sort them first.");
    }

    @Test
    void refuses_two_units_in_one_panel() {
        List<Reading> readings = List.of(reading(Duration.ZERO, "1", Unit.VCPU_SECONDS));

        assertThatThrownBy(() -> of(readings))
                .hasMessage("Amount was in vCPU-s but must be in the panel's USD; draw each unit in its own panel.");
    }

    @Nested
    @DisplayName("fitting its window")
    class Window {

        private final List<Reading> twoHours =
                List.of(reading(Duration.ZERO, "6", Unit.USD), reading(Duration.ofHours(2), "1", Unit.USD));

        private Duration fitted(double unitsPerHour) {
            List<Reading> atStart = List.of(new Reading(SampleBudgets.START, Amount.parse("6", Unit.USD)));
            ForecastFan fan = SampleBudgets.forecast(atStart, Duration.ZERO, unitsPerHour, 0);
            List<Reading> readings = List.of(
                    atStart.get(0),
                    new Reading(SampleBudgets.START.plus(Duration.ofHours(2)), Amount.parse("1", Unit.USD)));
            return TimeWindow.fitting(readings, Optional.of(fan)).span();
        }

        @Test
        void shows_all_readings_and_a_little_more() {
            assertThat(TimeWindow.fitting(twoHours, Optional.empty()))
                    .isEqualTo(new TimeWindow(START, START.plus(Duration.ofMinutes(126))));
        }

        @Test
        void reaches_to_the_predicted_run_out() {
            assertThat(fitted(2)).isEqualTo(Duration.ofMinutes(189));
        }

        @Test
        void does_not_let_a_distant_prediction_squeeze_the_readings() {
            assertThat(fitted(0.1)).isEqualTo(Duration.ofMinutes(252));
        }

        @Test
        void shows_a_minute_at_least() {
            assertThat(TimeWindow.fitting(twoHours.subList(0, 1), Optional.empty())
                            .span())
                    .isEqualTo(Duration.ofSeconds(63));
        }
    }
}
