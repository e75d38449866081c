package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Axes")
class AxesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<TimeAxis.Tick> ticks(String from, String until, int most) {
        return TimeAxis.ticks(new TimeWindow(Instant.parse(from), Instant.parse(until)), BERLIN, most);
    }

    private static List<String> labels(List<TimeAxis.Tick> ticks) {
        return ticks.stream().map(TimeAxis.Tick::label).toList();
    }

    @Nested
    @DisplayName("of time")
    class Time {

        @Test
        void label_round_times_of_the_zone() {
            assertThat(labels(ticks("2026-11-22T07:40:00Z", "2026-11-22T12:40:00Z", 6)))
                    .containsExactly("09:00", "10:00", "11:00", "12:00", "13:00");
        }

        @Test
        void name_each_day_once() {
            List<TimeAxis.Tick> ticks = ticks("2026-11-22T18:00:00Z", "2026-11-23T05:00:00Z", 5);

            assertThat(labels(ticks)).containsExactly("21:00", "00:00", "03:00", "06:00");
            assertThat(ticks.stream().map(TimeAxis.Tick::day))
                    .containsExactly(
                            Optional.of("Sun 22 Nov"), Optional.of("Mon 23 Nov"), Optional.empty(), Optional.empty());
        }

        @Test
        void stay_round_when_the_clocks_go_back() {
            assertThat(labels(ticks("2026-10-24T20:00:00Z", "2026-10-25T12:00:00Z", 9)))
                    .containsExactly("22:00", "00:00", "02:00", "04:00", "06:00", "08:00", "10:00", "12:00");
        }

        @Test
        void skip_the_hour_that_the_clocks_skip() {
            assertThat(labels(ticks("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", 5)))
                    .containsExactly("01:00", "03:00", "04:00", "05:00");
        }

        @Test
        void label_dates_where_a_step_is_a_day_or_more() {
            assertThat(labels(ticks("2026-11-01T00:00:00Z", "2026-11-29T00:00:00Z", 5)))
                    .containsExactly("5 Nov", "12 Nov", "19 Nov", "26 Nov");
        }

        @Test
        void never_have_more_ticks_than_asked_for() {
            Instant from = Instant.parse("2026-11-22T07:41:13Z");
            for (long minutes = 1; minutes < 500_000; minutes = minutes * 3 / 2 + 1) {
                TimeWindow window = new TimeWindow(from, from.plusSeconds(60 * minutes));
                assertThat(TimeAxis.ticks(window, BERLIN, 8))
                        .as(minutes + " minutes")
                        .hasSizeBetween(1, 8);
            }
        }
    }

    @Nested
    @DisplayName("of amounts")
    class Amounts {

        private List<String> labels(double lowest, double highest) {
            AmountAxis axis = AmountAxis.covering(lowest, highest, 6);
            return axis.ticks().stream().map(axis::label).toList();
        }

        @Test
        void step_by_round_amounts_from_zero() {
            assertThat(labels(0, 12.5)).containsExactly("0", "5", "10");
            assertThat(labels(0, 5400)).containsExactly("0", "1,000", "2,000", "3,000", "4,000", "5,000");
        }

        @Test
        void have_as_many_decimals_as_the_step_needs() {
            assertThat(labels(0, 0.12)).containsExactly("0.00", "0.05", "0.10");
            assertThat(labels(0, 0))
                    .containsExactly("0.0000000", "0.0000002", "0.0000004", "0.0000006", "0.0000008", "0.0000010");
        }

        @Test
        void go_below_zero_where_more_was_spent_than_granted() {
            assertThat(labels(-2, 8)).containsExactly("−2", "0", "2", "4", "6", "8");
        }
    }
}
