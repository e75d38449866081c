package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Terms;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.PlanChanged;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Changing a plan")
class ChangePlanTest extends LedgerSpecification {

    private PlanChanged change(Plan plan, PlanChange when) {
        return calls.submit(new Command.ChangePlan(ACME, key(), plan, when));
    }

    private void spend(String amount) {
        calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    /** 16 November, 00:00: half of the month is left. */
    private void openTenAndWaitForTheMiddleOfNovember() {
        calls.open(ACME, monthly("10"));
        clock.set("2026-11-16T00:00:00Z");
    }

    @Test
    void now_in_full_grants_the_difference() {
        openTenAndWaitForTheMiddleOfNovember();
        spend("4");

        PlanChanged changed = change(monthly("30"), PlanChange.NOW_IN_FULL);

        assertThat(changed.effective()).isEqualTo("2026-11-16T00:00:00Z");
        assertThat(changed.balance().available()).isEqualTo(usd("26"));
        restart();
        assertThat(calls.read(new Query.PlanOf(ACME))).isEqualTo(monthly("30"));
        clock.set("2026-12-01T00:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("30"));
    }

    @Test
    void now_prorated_grants_the_share_of_the_period_that_is_left_rounded_down() {
        openTenAndWaitForTheMiddleOfNovember();
        assertThat(change(monthly("30"), PlanChange.NOW_PRORATED).balance().granted())
                .isEqualTo(usd("20"));
        clock.set("2026-11-20T00:00:00Z"); // 11 of 30 days left: 2/3 millionths more than a third
        assertThat(change(monthly("30.000001"), PlanChange.NOW_PRORATED)
                        .balance()
                        .granted())
                .isEqualTo(usd("20"));
        assertThat(change(monthly("31.000001"), PlanChange.NOW_PRORATED)
                        .balance()
                        .granted())
                .isEqualTo(usd("20.366666"));
    }

    @Test
    void to_a_smaller_one_takes_the_difference_from_what_is_left() {
        openTenAndWaitForTheMiddleOfNovember();
        spend("4");

        assertThat(change(monthly("7"), PlanChange.NOW_IN_FULL).balance().available())
                .isEqualTo(usd("3"));
        assertThat(change(monthly("1"), PlanChange.NOW_PRORATED).balance().available())
                .isEqualTo(usd("0"));
        assertThat(shortly(ACME)).isEqualTo("4.00 - 4.00 - 0.00 - 0.00 = 0.00");
    }

    @Test
    void never_takes_back_what_is_spent_nor_what_was_paid_for() {
        openTenAndWaitForTheMiddleOfNovember();
        calls.topUp(ACME, key(), usd("5"), "bought");
        spend("9");

        change(monthly("0"), PlanChange.NOW_IN_FULL);

        assertThat(shortly(ACME)).isEqualTo("14.00 - 9.00 - 0.00 - 0.00 = 5.00");
    }

    @Test
    void may_take_what_a_hold_rests_on_and_so_bring_available_below_zero() {
        openTenAndWaitForTheMiddleOfNovember();
        Held held = held(ACME, "8");

        change(monthly("3"), PlanChange.NOW_IN_FULL);

        assertThat(shortly(ACME)).isEqualTo("3.00 - 0.00 - 8.00 - 0.00 = -5.00");
        calls.capture(held.id(), key(), usd("8"));
        assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("5"));
    }

    @Test
    void at_renewal_leaves_the_running_period_alone() {
        openTenAndWaitForTheMiddleOfNovember();
        PlanChanged changed = change(monthly("30").withRollover(Rollover.all()), PlanChange.AT_RENEWAL);

        assertThat(changed.effective()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(calls.read(new Query.PlanOf(ACME))).isEqualTo(monthly("10"));
        assertThat(changed.balance().available()).isEqualTo(usd("10"));
        restart();
        clock.set("2026-12-01T00:00:00Z");
        // November's ten are lost by the rule of November's plan.
        assertThat(shortly(ACME)).isEqualTo("40.00 - 0.00 - 0.00 - 10.00 = 30.00");
        assertThat(calls.read(new Query.PlanOf(ACME)).rollover()).isEqualTo(Rollover.all());
        clock.set("2027-01-01T00:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("60"));
    }

    @Test
    void at_renewal_counts_from_then_also_when_months_passed_before_it_was_noticed() {
        openTenAndWaitForTheMiddleOfNovember();
        change(monthly("30"), PlanChange.AT_RENEWAL);
        clock.set("2027-02-20T00:00:00Z");

        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 0.00 - 70.00 = 30.00");
    }

    @Test
    void at_renewal_carries_debt_by_the_terms_of_the_new_plan() {
        calls.open(ACME, monthly("10"));
        calls.capture(held(ACME, "10").id(), key(), usd("16"));
        change(monthly("10").withTerms(Terms.inherited().withCarriedDebt(DebtCarry.none())), PlanChange.AT_RENEWAL);
        clock.set("2026-12-01T00:00:00Z");

        assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
    }

    @Test
    void replaces_one_that_was_announced() {
        openTenAndWaitForTheMiddleOfNovember();
        change(monthly("30"), PlanChange.AT_RENEWAL);
        change(monthly("20"), PlanChange.AT_RENEWAL);
        clock.set("2026-12-02T00:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("20"));
        change(monthly("90"), PlanChange.AT_RENEWAL);
        change(monthly("25"), PlanChange.NOW_IN_FULL);
        clock.set("2027-01-02T00:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("25"));
    }

    @Test
    void to_other_periods_takes_what_is_left_of_the_old_allowance_and_grants_the_new_one() {
        openTenAndWaitForTheMiddleOfNovember();
        spend("4");
        calls.topUp(ACME, key(), usd("1"), "bought");

        change(Plan.each(Periods.quarters(ZoneOffset.UTC), usd("92")), PlanChange.NOW_IN_FULL);

        assertThat(shortly(ACME)).isEqualTo("97.00 - 4.00 - 0.00 - 0.00 = 93.00");
        assertThat(calls.balance(ACME).period().end()).isEqualTo("2027-01-01T00:00:00Z");
        clock.set("2026-12-01T00:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("93"));
        clock.set("2027-01-01T00:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("93"));
    }

    @Test
    void to_other_periods_prorated_grants_the_share_that_is_left_of_the_new_one() {
        openTenAndWaitForTheMiddleOfNovember();

        change(Plan.each(Periods.quarters(ZoneOffset.UTC), usd("92")), PlanChange.NOW_PRORATED);

        // 46 of the 92 days from October to December are left.
        assertThat(shortly(ACME)).isEqualTo("46.00 - 0.00 - 0.00 - 0.00 = 46.00");
    }

    @Test
    void to_fixed_periods_from_an_anchor_follows_them() {
        openTenAndWaitForTheMiddleOfNovember();
        Plan thirtyDays =
                Plan.each(Periods.every(Duration.ofDays(30), Instant.parse("2026-11-10T00:00:00Z")), usd("9"));
        change(thirtyDays, PlanChange.AT_RENEWAL);
        clock.set("2026-12-01T00:00:00Z");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("9"));
        clock.set("2026-12-10T00:00:00Z");
        assertThat(shortly(ACME)).isEqualTo("28.00 - 0.00 - 0.00 - 19.00 = 9.00");
    }

    @Test
    void pays_off_debt_with_what_it_grants() {
        calls.open(ACME, monthly("10"));
        calls.capture(held(ACME, "10").id(), key(), usd("16"));

        Balance balance = change(monthly("30"), PlanChange.NOW_IN_FULL).balance();

        assertThat(balance.overdraft()).isEqualTo(usd("0"));
        assertThat(balance.available()).isEqualTo(usd("14"));
    }

    @Test
    void grants_the_whole_allowance_where_the_running_period_waits_for_a_renewal_by_hand() {
        calls.open(ACME, monthly("10").withRenewal(Renewal.MANUAL));
        clock.set("2026-12-10T00:00:00Z");

        assertThat(change(monthly("12"), PlanChange.NOW_IN_FULL).balance().available())
                .isEqualTo(usd("12"));
    }

    @Test
    void to_an_unlimited_one_and_back_settles_what_was_spent_without_bounds() {
        calls.open(ACME, monthly("10"));
        spend("3");
        change(Plan.unlimited(Unit.USD, ZoneOffset.UTC), PlanChange.NOW_IN_FULL);
        spend("1000");
        Held open = held(ACME, "50");
        assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
        restart();

        Balance back = change(monthly("10"), PlanChange.NOW_IN_FULL).balance();

        assertThat(back.available()).isEqualTo(usd("-40"));
        calls.release(open.id(), key(), "over");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
        assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
    }

    @Test
    void back_from_an_unlimited_one_at_renewal_settles_it_then() {
        calls.open(ACME, Plan.unlimited(Unit.USD, ZoneOffset.UTC));
        spend("1000");
        change(monthly("10"), PlanChange.AT_RENEWAL);
        clock.set("2026-12-20T00:00:00Z");

        assertThat(calls.balance(ACME).available()).isEqualTo(usd("10"));
        assertThat(calls.statement(ACME, 9).entries())
                .filteredOn(entry -> entry.kind() == Entry.Kind.DEBT_FORGIVEN)
                .extracting(Entry::text)
                .containsExactly("spent while the plan was unlimited");
    }

    @Test
    void counts_at_once_for_overdraft_and_limits() {
        calls.open(ACME, monthly("10"));
        calls.open(VIDEO, monthly("100"));
        assertThat(calls.hold(VIDEO, key(), usd("12"), HOUR)).isInstanceOf(Result.Shortfall.class);

        change(monthly("10").withOverdraftLimit(usd("5")), PlanChange.NOW_IN_FULL);

        assertThat(calls.hold(VIDEO, key(), usd("12"), HOUR)).isInstanceOf(Held.class);
        change(
                monthly("10").withLimit(Limit.hard(usd("0"), Window.each(Periods.days(ZoneOffset.UTC)))),
                PlanChange.NOW_IN_FULL);
        assertThat(calls.hold(VIDEO, key(), usd("1"), HOUR)).isInstanceOf(Result.Shortfall.class);
    }

    @Test
    void refuses_another_unit_and_a_renewal_that_never_comes() {
        calls.open(ACME, Plan.once(usd("10")));

        assertThatThrownBy(() ->
                        change(Plan.monthly(Amount.zero(Unit.VCPU_SECONDS), ZoneOffset.UTC), PlanChange.NOW_IN_FULL))
                .isInstanceOf(UnitMismatchException.class);
        assertThatThrownBy(() -> change(monthly("10"), PlanChange.AT_RENEWAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Plan of 'acme' was to change at its renewal but its period never ends; change it now"
                        + " instead.");
    }

    @Test
    void is_shown_in_the_statement_and_leaves_opening_again_possible() {
        calls.open(ACME, monthly("10"));
        change(monthly("20").withPeriods(new CalendarMonths(ZoneOffset.UTC, 15)), PlanChange.AT_RENEWAL);

        Entry newest = calls.statement(ACME, 1).entries().get(0);

        assertThat(newest.kind()).isEqualTo(Entry.Kind.PLAN_SCHEDULED);
        assertThat(newest.text()).isEqualTo("from 2026-12-01T00:00:00Z");
        assertThat(calls.open(ACME, monthly("10")).plan()).isEqualTo(monthly("10"));
        assertThatThrownBy(() -> calls.submit(new Command.OpenAccount(ACME, key(), monthly("99"))))
                .isInstanceOf(PlanConflictException.class);
    }
}
