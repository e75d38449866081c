package io.reelbudget.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan's rules")
class PlanRulesTest {

    private static final Amount TEN = Amount.parse("10", Unit.USD);
    private static final Amount ZERO = Amount.zero(Unit.USD);
    private static final Amount SECONDS = Amount.zero(Unit.VCPU_SECONDS);
    private static final Window DAY = Window.each(Periods.days(ZoneOffset.UTC));
    private static final Plan MONTHLY = Plan.monthly(TEN, ZoneOffset.UTC);

    private static AutoTopUp topUp(Amount threshold, Amount target, Amount cap, Duration interval) {
        return new AutoTopUp(
                threshold, target, cap, Periods.months(ZoneOffset.UTC), interval, AutoTopUp.Settlement.INVOICED);
    }

    @Test
    void say_unlimited_in_so_many_words_and_zero_means_zero() {
        Plan unlimited = Plan.unlimited(Unit.USD, ZoneOffset.UTC);

        assertThat(unlimited.isUnlimited()).isTrue();
        assertThat(Plan.monthly(ZERO, ZoneOffset.UTC).isUnlimited()).isFalse();
        assertThat(Plan.prepaid(Unit.USD, ZoneOffset.UTC).isUnlimited()).isFalse();
        assertThatThrownBy(() -> unlimited.withAllowance(AmountSchedule.always(TEN)))
                .hasMessage("Plan was unlimited but had an allowance or automatic top-ups; an unlimited plan must have"
                        + " neither; use limits to cap it.");
        assertThatThrownBy(() -> unlimited.withAutoTopUp(topUp(ZERO, TEN, TEN, Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keep_all_amounts_in_one_unit() {
        assertThatThrownBy(() -> MONTHLY.withLimit(Limit.hard(SECONDS, DAY))).isInstanceOf(UnitMismatchException.class);
        assertThatThrownBy(() -> MONTHLY.withAutoTopUp(topUp(
                        SECONDS,
                        Amount.ofMicros(1, Unit.VCPU_SECONDS),
                        Amount.ofMicros(1, Unit.VCPU_SECONDS),
                        Duration.ZERO)))
                .isInstanceOf(UnitMismatchException.class);
        assertThatThrownBy(() -> MONTHLY.withRollover(Rollover.upTo(SECONDS)))
                .isInstanceOf(UnitMismatchException.class);
        assertThatThrownBy(() -> MONTHLY.withTerms(Terms.inherited().withCarriedDebt(DebtCarry.upTo(SECONDS))))
                .isInstanceOf(UnitMismatchException.class);
    }

    @Test
    void have_at_most_sixteen_limits() {
        Plan plan = MONTHLY;
        for (int i = 0; i < Plan.MAX_LIMITS; i++) {
            plan = plan.withLimit(Limit.soft(TEN, Window.trailing(Duration.ofHours(i + 1))));
        }
        Plan full = plan;

        assertThatThrownBy(() -> full.withLimit(Limit.hard(TEN, DAY)))
                .hasMessage("Plan had 17 limits but must have at most 16; give accounts above it the others.");
    }

    @Test
    void change_the_anchor_day_of_calendar_months_only() {
        assertThatThrownBy(() -> Plan.once(TEN).withAnchorDay(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Periods were SinglePeriod")
                .hasMessageEndingWith("choose such periods first.");
        assertThat(MONTHLY.withPeriods(Periods.quarters(ZoneOffset.UTC))
                        .withAnchorDay(2)
                        .periods())
                .isEqualTo(new CalendarMonths(ZoneOffset.UTC, 2, CalendarMonths.QUARTER, 1));
    }

    @Test
    void of_a_budget_that_is_spent_once_renew_once() {
        Plan once = Plan.onceUntil(TEN, Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(once.renewal()).isEqualTo(Renewal.ONCE);
        assertThat(once.periods()).isEqualTo(Periods.until(Instant.parse("2027-01-01T00:00:00Z")));
        assertThat(Plan.once(TEN).periods()).isEqualTo(Periods.until(SinglePeriod.NEVER));
    }

    @Test
    void refuse_trailing_windows_of_part_hours_and_beyond_what_is_kept() {
        for (Duration length : new Duration[] {Duration.ofMinutes(90), Duration.ZERO, Duration.ofHours(9_601)}) {
            assertThatThrownBy(() -> Window.trailing(length))
                    .hasMessage("Trailing window was of " + length
                            + " but must be of whole hours, from one to 9600; use calendar periods beyond.");
        }
    }

    @Test
    void refuse_automatic_top_ups_that_never_end_or_never_begin() {
        assertThatThrownBy(() -> topUp(TEN, TEN, TEN, Duration.ZERO))
                .hasMessage("Automatic top-up was from 10.00 USD to 10.00 USD but must be from zero or more to more"
                        + " than that; raise the target.");
        assertThatThrownBy(() -> topUp(ZERO, TEN, ZERO, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topUp(ZERO, TEN, TEN, Duration.ofSeconds(-1)))
                .hasMessage("Automatic top-up had the cap 10.00 USD and the interval PT-1S but must have a cap of more"
                        + " than zero and an interval of zero or more; leave automatic top-up out for none.");
    }

    @Test
    void refuse_negative_caps_and_times() {
        assertThatThrownBy(() -> Rollover.upTo(TEN.negated()))
                .hasMessage("Rollover cap was -10.00 USD but must be zero or more; use Rollover.none() to roll nothing"
                        + " over.");
        assertThatThrownBy(() -> new Rollover.Carried(Optional.empty(), 0))
                .hasMessage("Rollover was for 0 periods but must be for 1 to 10000; the latter means without end.");
        assertThatThrownBy(() -> DebtCarry.upTo(TEN.negated()))
                .hasMessage(
                        "Carried debt was up to -10.00 USD but must be zero or more; use DebtCarry.none() for none.");
        assertThatThrownBy(() -> Terms.inherited().withReissue(Duration.ofDays(-1)))
                .hasMessage("Refunds were to be spent within PT-24H but it must be zero to 3660 days; use zero for not"
                        + " at all.");
        assertThatThrownBy(() -> Limit.hard(TEN.negated(), DAY)).isInstanceOf(IllegalArgumentException.class);
    }
}
