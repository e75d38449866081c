package io.reelbudget.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan")
class PlanTest {

    private static final Amount TEN = Amount.parse("10", Unit.USD);

    @Test
    void grants_by_the_calendar_month_without_overdraft_unless_told_otherwise() {
        Plan plan = Plan.monthly(TEN, ZoneOffset.UTC);

        assertThat(plan).isEqualTo(Plan.each(new CalendarMonths(ZoneOffset.UTC, 1), TEN));
        assertThat(plan.withAnchorDay(15).withOverdraftLimit(TEN))
                .isEqualTo(Plan.each(new CalendarMonths(ZoneOffset.UTC, 15, 1, 1), TEN)
                        .withTerms(Terms.inherited().withOverdraftLimit(TEN)));
        assertThat(plan.unit()).isEqualTo(Unit.USD);
    }

    @Test
    void refuses_negative_amounts_and_two_units() {
        Plan plan = Plan.monthly(TEN, ZoneOffset.UTC);

        assertThatThrownBy(() -> Plan.monthly(TEN.negated(), ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Amount for a period was -10.00 USD but must be zero or more; use zero for none.");
        assertThatThrownBy(() -> plan.withOverdraftLimit(TEN.negated()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Overdraft limit was -10.00 USD but must be zero or more; use zero for none.");
        assertThatThrownBy(() -> plan.withOverdraftLimit(Amount.zero(Unit.VCPU_SECONDS)))
                .isInstanceOf(UnitMismatchException.class);
    }

    @Test
    void has_periods_that_end_after_they_start() {
        Instant start = Instant.parse("2026-11-01T00:00:00Z");

        assertThatThrownBy(() -> new Period(1, start, start))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Period ended at 2026-11-01T00:00:00Z but must end after its start 2026-11-01T00:00:00Z;"
                        + " give a later end.");
    }
}
