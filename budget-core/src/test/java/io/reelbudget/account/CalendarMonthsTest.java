package io.reelbudget.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calendar months")
class CalendarMonthsTest {

    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("Pacific/Apia"));

    @Test
    void are_half_open_and_follow_one_another_without_gap_in_every_zone_and_from_every_day() {
        for (ZoneId zone : ZONES) {
            for (int anchor = 1; anchor <= 31; anchor++) {
                CalendarMonths months = new CalendarMonths(zone, anchor);
                Period period = months.periodAt(Instant.parse("2010-01-15T00:00:00Z"));
                for (int i = 0; i < 240; i++) {
                    Period next = months.period(period.ordinal() + 1);
                    assertThat(next.start()).isEqualTo(period.end());
                    assertThat(months.periodAt(period.start())).isEqualTo(period);
                    assertThat(months.periodAt(period.end().minusNanos(1))).isEqualTo(period);
                    assertThat(period.length()).isBetween(Duration.ofDays(27), Duration.ofDays(33));
                    period = next;
                }
            }
        }
    }

    @Test
    void contain_the_instant_they_were_asked_for() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            CalendarMonths months = new CalendarMonths(ZONES.get(random.nextInt(ZONES.size())), 1 + random.nextInt(31));
            Instant instant = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));

            assertThat(months.periodAt(instant).contains(instant))
                    .as("%s %s", months, instant)
                    .isTrue();
        }
    }

    @Test
    void anchored_on_the_31st_begin_on_the_last_day_of_shorter_months_and_come_back() {
        CalendarMonths months = new CalendarMonths(ZoneOffset.UTC, 31);

        assertThat(months.periodAt(Instant.parse("2028-02-29T00:00:00Z")))
                .isEqualTo(new Period(
                        2028L * 12 + 1, Instant.parse("2028-02-29T00:00:00Z"), Instant.parse("2028-03-31T00:00:00Z")));
        assertThat(months.periodAt(Instant.parse("2027-02-28T00:00:00Z")).start())
                .isEqualTo("2027-02-28T00:00:00Z");
        assertThat(months.periodAt(Instant.parse("2028-02-28T23:59:59Z")).start())
                .isEqualTo("2028-01-31T00:00:00Z");
    }

    @Test
    void begin_after_the_gap_where_midnight_does_not_exist() {
        // In São Paulo summer time used to begin at midnight: 4 November 2018 began at 01:00.
        CalendarMonths months = new CalendarMonths(ZoneId.of("America/Sao_Paulo"), 4);

        Period period = months.periodAt(Instant.parse("2018-11-10T00:00:00Z"));

        assertThat(period.start()).isEqualTo("2018-11-04T03:00:00Z");
        assertThat(period.start().atZone(ZoneId.of("America/Sao_Paulo")).toLocalDate())
                .isEqualTo(LocalDate.of(2018, 11, 4));
    }

    @Test
    void are_an_hour_longer_or_shorter_where_clocks_change() {
        CalendarMonths months = new CalendarMonths(ZoneId.of("Europe/Berlin"), 1);

        assertThat(months.periodAt(Instant.parse("2026-03-10T00:00:00Z")).length())
                .isEqualTo(Duration.ofDays(31).minusHours(1));
        assertThat(months.periodAt(Instant.parse("2026-10-10T00:00:00Z")).length())
                .isEqualTo(Duration.ofDays(31).plusHours(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 32})
    void refuse_an_anchor_that_no_month_has(int day) {
        assertThatThrownBy(() -> new CalendarMonths(ZoneOffset.UTC, day))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Anchor day was " + day + " but must be 1 to 31; use 1 for calendar months.");
    }
}
