package io.reelbudget.policy.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.TimeOfDay.Window;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Prices by the time of day")
class TimeOfDayTest {

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void differ_from_the_beginning_of_a_window_until_just_before_its_end() {
        TimeOfDay nights = daily("22:00", "23:30", "0.5");

        assertThat(at(nights, "2026-11-20T21:59:59Z")).isEqualByComparingTo("1");
        assertThat(at(nights, "2026-11-20T22:00:00Z")).isEqualByComparingTo("0.5");
        assertThat(at(nights, "2026-11-20T23:29:59.999Z")).isEqualByComparingTo("0.5");
        assertThat(at(nights, "2026-11-20T23:30:00Z")).isEqualByComparingTo("1");
    }

    @Test
    void go_on_past_midnight_on_the_day_after_the_one_on_which_they_begin() {
        TimeOfDay fridays =
                new TimeOfDay(Optional.empty(), List.of(window(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "06:00", "0.5")));

        assertThat(at(fridays, "2026-11-21T05:59:59Z")).isEqualByComparingTo("0.5"); // Saturday morning
        assertThat(at(fridays, "2026-11-21T06:00:00Z")).isEqualByComparingTo("1");
        assertThat(at(fridays, "2026-11-20T05:00:00Z")).isEqualByComparingTo("1"); // Friday morning
    }

    @Test
    void go_on_from_sunday_to_monday() {
        TimeOfDay sundays =
                new TimeOfDay(Optional.empty(), List.of(window(EnumSet.of(DayOfWeek.SUNDAY), "22:00", "06:00", "0.5")));

        assertThat(at(sundays, "2026-11-23T05:00:00Z")).isEqualByComparingTo("0.5");
    }

    @Test
    void count_by_the_owners_clock_unless_they_name_another() {
        TimeOfDay owners = daily("22:00", "23:00", "0.5");
        TimeOfDay berlins = new TimeOfDay(Optional.of(BERLIN), owners.windows());
        Instant tenInBerlin = Instant.parse("2026-11-20T21:00:00Z");

        assertThat(owners.of(question(tenInBerlin, BERLIN))).isEqualByComparingTo("0.5");
        assertThat(owners.of(question(tenInBerlin, ZoneOffset.UTC))).isEqualByComparingTo("1");
        assertThat(berlins.of(question(tenInBerlin, ZoneOffset.UTC))).isEqualByComparingTo("0.5");
    }

    @Test
    void cost_the_same_in_both_runs_of_the_hour_that_clocks_repeat() {
        TimeOfDay early = daily("02:00", "03:00", "0.5");

        assertThat(early.of(question(Instant.parse("2026-10-25T00:30:00Z"), BERLIN)))
                .isEqualByComparingTo("0.5");
        assertThat(early.of(question(Instant.parse("2026-10-25T01:30:00Z"), BERLIN)))
                .isEqualByComparingTo("0.5");
        assertThat(early.of(question(Instant.parse("2026-10-25T02:30:00Z"), BERLIN)))
                .isEqualByComparingTo("1");
    }

    @Test
    void leave_out_the_hour_that_clocks_skip() {
        TimeOfDay early = daily("02:00", "03:00", "0.5");

        assertThat(early.of(question(Instant.parse("2026-03-29T00:59:59Z"), BERLIN)))
                .isEqualByComparingTo("1");
        assertThat(early.of(question(Instant.parse("2026-03-29T01:00:00Z"), BERLIN)))
                .isEqualByComparingTo("1");
    }

    @Test
    void refuse_windows_that_overlap() {
        assertThatThrownBy(() -> new TimeOfDay(
                        Optional.empty(),
                        List.of(window(DAILY, "20:00", "22:00", "2"), window(DAILY, "21:59", "23:00", "3"))))
                .hasMessage("Window 1 and window 2 overlapped but each time must have one price;"
                        + " end the first before the second.");
        assertThatThrownBy(() -> new TimeOfDay(
                        Optional.empty(),
                        List.of(
                                window(EnumSet.of(DayOfWeek.SUNDAY), "23:00", "02:00", "2"),
                                window(EnumSet.of(DayOfWeek.MONDAY), "01:00", "03:00", "3"))))
                .hasMessageContaining("overlapped");
        assertThat(new TimeOfDay(Optional.empty(), List.of(window(DAILY, "00:00", "00:00", "2"))).windows())
                .hasSize(1);
    }

    private static TimeOfDay daily(String from, String to, String times) {
        return new TimeOfDay(Optional.empty(), List.of(window(DAILY, from, to, times)));
    }

    private static Window window(Set<DayOfWeek> days, String from, String to, String times) {
        return new Window(days, LocalTime.parse(from), LocalTime.parse(to), new BigDecimal(times));
    }

    private static BigDecimal at(TimeOfDay prices, String instant) {
        return prices.of(question(Instant.parse(instant), ZoneOffset.UTC));
    }

    private static PriceQuestion question(Instant at, ZoneId zone) {
        return PriceFunctionTest.question(Amount.parse("1", Unit.USD), at, zone);
    }
}
