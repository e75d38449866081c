package io.reelbudget.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Periods")
class PeriodsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    private static void assertEdges(Periods periods, String inside, String start, String end) {
        Period period = periods.periodAt(at(inside));
        assertThat(period.start()).isEqualTo(start);
        assertThat(period.end()).isEqualTo(end);
    }

    /** Every change of the clocks of every zone there is, where rules break if they break anywhere. */
    @Test
    void contain_their_instants_and_follow_one_another_wherever_any_zone_changed_its_clocks() {
        List<Function<ZoneId, Periods>> rules = List.of(
                Periods::hours,
                Periods::days,
                zone -> Periods.weeks(zone, DayOfWeek.SUNDAY),
                zone -> new CalendarMonths(zone, 31));
        int checked = 0;
        Set<ZoneRules> seen = new HashSet<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            if (!seen.add(zone.getRules())) {
                continue;
            }
            Instant instant = Instant.EPOCH;
            ZoneOffsetTransition next = zone.getRules().nextTransition(instant);
            while (next != null && next.getInstant().isBefore(at("2030-01-01T00:00:00Z"))) {
                instant = next.getInstant();
                for (Function<ZoneId, Periods> rule : rules) {
                    assertWhole(rule.apply(zone), instant);
                    checked++;
                }
                next = zone.getRules().nextTransition(instant);
            }
        }
        assertThat(checked).isGreaterThan(50_000);
    }

    private static void assertWhole(Periods periods, Instant change) {
        for (long minutes : new long[] {-61, -1, 0, 59, 1_440}) {
            Instant instant = change.plusSeconds(60 * minutes);
            Period period = periods.periodAt(instant);
            if (!period.contains(instant)
                    || !periods.periodAt(period.start()).equals(period)
                    || !periods.periodAt(period.end()).start().equals(period.end())
                    || !periods.periodAt(period.end().minusNanos(1)).equals(period)
                    || periods.periodAt(period.end()).ordinal() <= period.ordinal()) {
                assertThat(period).as("%s at %s", periods, instant).isNull();
            }
        }
    }

    @Nested
    @DisplayName("of an hour")
    class Hours {

        @Test
        void have_3600_seconds_also_where_clocks_change() {
            List<Period> hours = new ArrayList<>();
            for (String instant : List.of("2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T01:30:00Z")) {
                hours.add(Periods.hours(BERLIN).periodAt(at(instant)));
            }

            assertThat(hours).allSatisfy(hour -> assertThat(hour.length()).isEqualTo(Duration.ofHours(1)));
            assertThat(hours.get(1).start()).isEqualTo("2026-03-29T01:00:00Z");
        }

        @Test
        void begin_at_half_past_or_at_a_quarter_where_the_zone_does() {
            assertEdges(Periods.hours(KOLKATA), "2026-11-10T12:40:00Z", "2026-11-10T12:30:00Z", "2026-11-10T13:30:00Z");
            assertEdges(
                    Periods.hours(KATHMANDU), "2026-11-10T12:40:00Z", "2026-11-10T12:15:00Z", "2026-11-10T13:15:00Z");
        }
    }

    @Nested
    @DisplayName("of a day")
    class Days {

        @Test
        void are_23_and_25_hours_long_where_summer_time_begins_and_ends_in_three_zones() {
            assertDay(BERLIN, "2026-03-29T10:00:00Z", 23, "2026-10-25T10:00:00Z", 25);
            assertDay(NEW_YORK, "2026-03-08T18:00:00Z", 23, "2026-11-01T18:00:00Z", 25);
            assertDay(SYDNEY, "2026-10-04T05:00:00Z", 23, "2026-04-05T05:00:00Z", 25);
        }

        private void assertDay(ZoneId zone, String spring, int shorter, String autumn, int longer) {
            assertThat(Periods.days(zone).periodAt(at(spring)).length()).isEqualTo(Duration.ofHours(shorter));
            assertThat(Periods.days(zone).periodAt(at(autumn)).length()).isEqualTo(Duration.ofHours(longer));
        }

        @Test
        void leave_out_the_day_that_samoa_skipped() {
            Periods days = Periods.days(APIA);
            Period before = days.periodAt(at("2011-12-30T09:59:59Z"));
            Period after = days.periodAt(at("2011-12-30T10:00:00Z"));

            assertThat(before.end()).isEqualTo(after.start()).isEqualTo("2011-12-30T10:00:00Z");
            assertThat(after.ordinal()).isEqualTo(before.ordinal() + 2);
            assertThatThrownBy(() -> days.period(before.ordinal() + 1)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void begin_at_midnight_of_half_hour_zones() {
            assertEdges(Periods.days(KOLKATA), "2026-11-10T18:29:59Z", "2026-11-09T18:30:00Z", "2026-11-10T18:30:00Z");
        }
    }

    @Nested
    @DisplayName("of a week")
    class Weeks {

        @Test
        void begin_on_the_chosen_day() {
            assertEdges(
                    Periods.weeks(BERLIN, DayOfWeek.MONDAY),
                    "2026-11-10T12:00:00Z",
                    "2026-11-08T23:00:00Z",
                    "2026-11-15T23:00:00Z");
            assertEdges(
                    Periods.weeks(BERLIN, DayOfWeek.SATURDAY),
                    "2026-11-10T12:00:00Z",
                    "2026-11-06T23:00:00Z",
                    "2026-11-13T23:00:00Z");
        }

        @Test
        void are_an_hour_shorter_in_the_week_in_which_summer_time_begins() {
            assertThat(Periods.weeks(NEW_YORK, DayOfWeek.SUNDAY)
                            .periodAt(at("2026-03-10T00:00:00Z"))
                            .length())
                    .isEqualTo(Duration.ofDays(7).minusHours(1));
        }

        @Test
        void count_from_the_first_such_day_of_1970() {
            for (DayOfWeek day : DayOfWeek.values()) {
                Period first = Periods.weeks(ZoneOffset.UTC, day).period(0);
                assertThat(first.start().atOffset(ZoneOffset.UTC).getDayOfWeek())
                        .isEqualTo(day);
                assertThat(first.start()).isBetween(at("1970-01-01T00:00:00Z"), at("1970-01-07T00:00:00Z"));
            }
        }
    }

    @Nested
    @DisplayName("of several months")
    class Longer {

        @Test
        void are_quarters_and_years_of_the_calendar() {
            assertEdges(
                    Periods.quarters(BERLIN), "2026-11-10T12:00:00Z", "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z");
            assertEdges(Periods.years(BERLIN), "2026-11-10T12:00:00Z", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z");
        }

        @Test
        void may_begin_in_another_month_such_as_a_fiscal_year_in_october() {
            assertEdges(
                    new CalendarMonths(ZoneOffset.UTC, 1, CalendarMonths.YEAR, 10),
                    "2026-09-30T23:59:59Z",
                    "2025-10-01T00:00:00Z",
                    "2026-10-01T00:00:00Z");
            assertEdges(
                    new CalendarMonths(ZoneOffset.UTC, 15, CalendarMonths.QUARTER, 2),
                    "2026-02-14T23:59:59Z",
                    "2025-11-15T00:00:00Z",
                    "2026-02-15T00:00:00Z");
        }

        @Test
        void refuse_other_lengths_and_first_months() {
            assertThatThrownBy(() -> new CalendarMonths(ZoneOffset.UTC, 1, 2, 1))
                    .hasMessage(
                            "Period was of 2 months but must be of 1, 3 or 12; use fixed periods for other lengths.");
            assertThatThrownBy(() -> new CalendarMonths(ZoneOffset.UTC, 1, 3, 4))
                    .hasMessage("First month was 4 but must be 1 to 3; use 1 for periods that begin with the year.");
        }
    }

    @Nested
    @DisplayName("of a fixed length")
    class Fixed {

        @Test
        void of_thirty_days_are_not_months() {
            Periods thirtyDays = Periods.every(Duration.ofDays(30), at("2026-01-31T00:00:00Z"));
            Periods months = new CalendarMonths(ZoneOffset.UTC, 31);

            assertThat(thirtyDays.period(1).start()).isEqualTo("2026-03-02T00:00:00Z");
            assertThat(months.periodAt(at("2026-03-02T00:00:00Z")).start()).isEqualTo("2026-02-28T00:00:00Z");
        }

        @Test
        void do_not_follow_summer_time_and_go_back_before_their_anchor() {
            Periods days = Periods.every(Duration.ofDays(1), at("2026-03-01T05:00:00.75Z"));

            assertEdges(days, "2026-10-25T10:00:00Z", "2026-10-25T05:00:00Z", "2026-10-26T05:00:00Z");
            assertEdges(days, "2020-10-25T04:59:59Z", "2020-10-24T05:00:00Z", "2020-10-25T05:00:00Z");
        }

        @Test
        void refuse_lengths_that_nobody_means() {
            for (Duration length : List.of(Duration.ofSeconds(59), Duration.ofDays(3_661), Duration.ofMillis(90_500))) {
                assertThatThrownBy(() -> Periods.every(length, Instant.EPOCH))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Period was of " + length
                                + " but must be of whole seconds, from PT1M to 3660 days; use calendar periods for"
                                + " months.");
            }
        }
    }

    @Nested
    @DisplayName("that come once")
    class Once {

        @Test
        void end_and_are_followed_by_one_that_does_not() {
            Periods once = Periods.until(at("2026-12-24T18:00:00Z"));

            assertThat(once.periodAt(at("2026-12-24T17:59:59Z")).ordinal()).isZero();
            assertEdges(once, "2026-12-24T18:00:00Z", "2026-12-24T18:00:00Z", "+10001-01-01T00:00:00Z");
        }

        @Test
        void refuse_to_end_before_they_begin_or_after_all_time() {
            for (Instant end : List.of(Instant.EPOCH, at("+10000-01-01T00:00:01Z"))) {
                assertThatThrownBy(() -> Periods.until(end))
                        .hasMessage("Period ended at " + end + " but must end after 1970 and not after the year 9999;"
                                + " use SinglePeriod.NEVER for no end.");
            }
        }
    }
}
