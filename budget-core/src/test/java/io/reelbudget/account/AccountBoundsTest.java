package io.reelbudget.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What an account is made of, at its bounds:")
class AccountBoundsTest {

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    @Test
    void a_schedule_lists_one_amount_to_twenty_years_of_months() {
        List<Amount> twentyYears = Collections.nCopies(240, usd("1"));

        assertThat(new AmountSchedule.Listed(twentyYears).at(239)).isEqualTo(usd("1"));
        assertThatThrownBy(() -> new AmountSchedule.Listed(Collections.nCopies(241, usd("1"))))
                .hasMessageStartingWith("List had 241 amounts but must have 1 to 240");
        assertThatThrownBy(() -> new AmountSchedule.Listed(List.of())).hasMessageStartingWith("List had 0 amounts");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1_001, 10_001})
    void a_schedule_grows_within_its_bounds(int permille) {
        assertThatThrownBy(() -> new AmountSchedule.Growing(usd("1"), permille, usd("2")))
                .hasMessageStartingWith("Growth was " + permille + " thousandths but must be -1000 to 10000");
        assertThatCode(() -> new AmountSchedule.Growing(usd("1"), permille > 0 ? 10_000 : -1_000, usd("2")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_path_has_one_to_sixteen_levels() {
        assertThat(AccountPath.of("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p").segments()).hasSize(16);
        assertThatThrownBy(() -> AccountPath.of("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"))
                .hasMessageStartingWith("Account path had 17 levels but must have 1 to 16");
        assertThatThrownBy(() -> new AccountPath(List.of())).hasMessageStartingWith("Account path had 0 levels");
    }

    @Test
    void paths_are_equal_by_their_text_alone() {
        AccountPath path = AccountPath.of("a/b");

        assertThat(path).isEqualTo(AccountPath.of("a/b")).isEqualTo(path);
        assertThat(path.equals(AccountPath.of("a"))).isFalse();
        assertThat(path.equals((Object) "a/b")).isFalse();
    }

    @Test
    void automatic_top_ups_begin_at_zero_or_more_and_go_higher() {
        assertThatThrownBy(() -> topUp("-1", "5")).hasMessageStartingWith("Automatic top-up was from -1.00 USD");
        assertThatThrownBy(() -> topUp("5", "5")).hasMessageStartingWith("Automatic top-up was from 5.00 USD");
        assertThat(topUp("0", "5").threshold().isZero()).isTrue();
    }

    private static AutoTopUp topUp(String threshold, String target) {
        return new AutoTopUp(
                usd(threshold),
                usd(target),
                usd("9"),
                Periods.months(ZoneOffset.UTC),
                Duration.ZERO,
                AutoTopUp.Settlement.INVOICED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_001})
    void rollovers_last_one_period_to_for_ever(int periods) {
        assertThatThrownBy(() -> new Rollover.Carried(Optional.empty(), periods))
                .hasMessageStartingWith("Rollover was for " + periods + " periods but must be for 1 to 10000");
        assertThat(new Rollover.Carried(Optional.empty(), 10_000).periods()).isEqualTo(10_000);
    }

    @Test
    void refunds_may_be_spent_within_zero_to_ten_years() {
        assertThatThrownBy(() -> Terms.inherited().withReissue(Duration.ofSeconds(-1)))
                .hasMessageStartingWith("Refunds were to be spent within PT-1S");
        assertThatThrownBy(() -> Terms.inherited().withReissue(Duration.ofDays(3_661)))
                .hasMessageContaining("must be zero to 3660 days");
        assertThat(Terms.inherited().withReissue(Duration.ofDays(3_660)).reissue())
                .contains(Duration.ofDays(3_660));
        assertThatThrownBy(() -> Terms.inherited().withOverdraftLimit(usd("-1")))
                .hasMessageStartingWith("Overdraft limit was -1.00 USD");
    }

    @Test
    void a_period_contains_its_start_and_not_its_end() {
        Period day = new Period(1, Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(1)));

        assertThat(day.contains(day.start())).isTrue();
        assertThat(day.contains(day.end())).isFalse();
        assertThat(day.contains(day.end().minusNanos(1))).isTrue();
        assertThat(day.contains(day.start().minusNanos(1))).isFalse();
    }

    /**
     * In Havana clocks went back at 1 a.m. to midnight on 1 November 2026: that hour comes twice, and is November's.
     */
    @Test
    void an_hour_that_comes_twice_at_the_edge_of_months_belongs_to_one() {
        CalendarMonths months = new CalendarMonths(ZoneId.of("America/Havana"), 1);
        Period november = months.periodAt(Instant.parse("2026-11-15T00:00:00Z"));

        Instant instant = november.start();
        for (int minute = 0; minute < 130; minute++) {
            assertThat(months.periodAt(instant.plus(Duration.ofMinutes(minute))))
                    .isEqualTo(november);
        }
        assertThat(months.periodAt(instant.minusNanos(1)).end()).isEqualTo(november.start());
    }

    /**
     * On the Azores clocks go back from one to midnight; in Lisbon's summer of 1983 they went back from one to midnight
     * at the end of a month. Whatever the zone, periods leave no gap and no instant belongs to two.
     */
    @ParameterizedTest
    @ValueSource(strings = {"America/Havana", "Atlantic/Azores", "America/St_Johns", "Asia/Gaza", "Africa/Cairo"})
    void months_leave_no_gap_in_any_zone(String zone) {
        for (int anchor : new int[] {1, 25, 28, 31}) {
            CalendarMonths months = new CalendarMonths(ZoneId.of(zone), anchor);
            Period period = months.periodAt(Instant.parse("1987-01-01T00:00:00Z"));
            while (period.start().isBefore(Instant.parse("2030-01-01T00:00:00Z"))) {
                assertThat(months.periodAt(period.start())).isEqualTo(period);
                assertThat(months.periodAt(period.end().minusNanos(1))).isEqualTo(period);
                assertThat(months.periodAt(period.end()).start()).isEqualTo(period.end());
                period = months.period(period.ordinal() + 1);
            }
        }
    }

    /**
     * In St. John's clocks went back at one minute past midnight on 1 November 2009: the last hour of October came
     * again, after November had begun.
     */
    @Test
    void an_hour_before_midnight_that_comes_again_after_it_belongs_to_the_month_that_has_begun() {
        CalendarMonths months = new CalendarMonths(ZoneId.of("America/St_Johns"), 1);
        Period november = months.periodAt(Instant.parse("2009-11-15T00:00:00Z"));

        assertThat(november.start()).isEqualTo("2009-11-01T02:30:00Z");
        for (int minute = 0; minute < 70; minute++) {
            assertThat(months.periodAt(november.start().plus(Duration.ofMinutes(minute))))
                    .isEqualTo(november);
        }
        assertThat(months.periodAt(november.start().minusNanos(1)).end()).isEqualTo(november.start());
    }
}
