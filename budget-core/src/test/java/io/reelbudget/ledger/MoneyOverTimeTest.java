package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What time once did to money that it must not do, each test by the name of what went wrong. */
@DisplayName("Money, as time goes by")
class MoneyOverTimeTest extends LedgerSpecification {

    private static final Amount ALL_BUT = Amount.ofMicros(Amount.MAX_MICROS, Unit.USD);
    private static final Instant FEBRUARY = Instant.parse("2027-02-01T00:00:00Z");

    private void change(AccountPath account, Plan plan, PlanChange change) {
        calls.submit(new Command.ChangePlan(account, key(), plan, change));
    }

    private List<String> grants(AccountPath account) {
        return calls.grants(account).stream()
                .map(grant -> grant.kind() + " " + grant.remaining().toDecimalString() + " until "
                        + grant.expiry().map(Instant::toString).orElse("ever"))
                .toList();
    }

    @Nested
    @DisplayName("near the end of what totals can say")
    class NearTheEnd {

        @Test
        void a_plan_written_for_as_good_as_unlimited_stopped_its_account_in_the_second_month() {
            calls.open(ACME, Plan.monthly(usd("999999999999"), ZoneOffset.UTC));
            calls.open(VIDEO, monthly("100"));
            Held before = held(VIDEO, "10");

            for (int month = 0; month < 40; month++) {
                clock.advance(Duration.ofDays(31));
                assertThat(calls.balance(ACME).available()).isGreaterThan(usd("999999999000"));
            }

            calls.capture(before.id(), key(), usd("12"));
            calls.renew(ACME, key());
            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("12"));
            change(ACME, monthly("5"), PlanChange.NOW_IN_FULL);
            assertThat(calls.balance(ACME).available()).isLessThan(usd("6"));
        }

        @Test
        void an_allowance_without_room_stopped_all_accounts_below_instead_of_being_left_out() {
            Amount much = usd("1000000000000");
            calls.open(ACME, Plan.monthly(much, ZoneOffset.UTC).withRollover(Rollover.all()));
            calls.open(VIDEO, monthly("100"));
            clock.advance(Duration.ofDays(31));

            held(VIDEO, "1");

            assertThat(calls.statement(ACME, 10).entries())
                    .filteredOn(entry -> entry.kind() == Entry.Kind.GRANTED
                            && entry.account().equals(ACME))
                    .first()
                    .satisfies(entry -> assertThat(entry.text())
                            .contains("left out, for which totals had no room; change to a smaller allowance"));
            assertThat(calls.balance(ACME).granted()).isEqualTo(ALL_BUT);
        }

        @Test
        void an_announced_grant_found_no_room_when_its_time_came() {
            calls.open(ACME, monthly("0"));
            GrantOffer later = GrantOffer.always().from(FEBRUARY);
            Amount half = Amount.ofMicros(Amount.MAX_MICROS / 2, Unit.USD);
            calls.submit(new Command.TopUp(ACME, key(), half, GrantKind.PAID, later, "announced"));

            assertThatThrownBy(() -> calls.topUp(ACME, key(), half.plus(usd("1")), "too much"))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("granted and announced")
                    .hasMessageContaining("open an account that counts in a larger unit");
            calls.topUp(ACME, key(), half, "as much as there is room for");
            clock.set("2027-02-01T00:00:00Z");
            assertThat(calls.balance(ACME).granted()).isEqualTo(half.plus(half));
        }

        @Test
        void a_capture_within_its_hold_had_no_room() {
            calls.open(ACME, Plan.unlimited(Unit.USD, ZoneOffset.UTC));
            Amount half = Amount.ofMicros(Amount.MAX_MICROS / 2, Unit.USD);
            Held one = (Held) calls.hold(ACME, key(), half, HOUR);
            Held other = (Held) calls.hold(ACME, key(), half, HOUR);

            assertThatThrownBy(() -> calls.hold(ACME, key(), usd("1"), HOUR))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("posted and held");
            calls.capture(one.id(), key(), half);
            calls.capture(other.id(), key(), half);

            assertThat(calls.balance(ACME).posted()).isEqualTo(ALL_BUT);
        }

        @Test
        void an_interval_for_never_again_made_every_capture_fail() {
            AutoTopUp rule = new AutoTopUp(
                    usd("1"),
                    usd("10"),
                    usd("100"),
                    Periods.months(ZoneOffset.UTC),
                    Duration.ofSeconds(Long.MAX_VALUE),
                    AutoTopUp.Settlement.INVOICED);
            calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withAutoTopUp(rule));
            calls.topUp(ACME, key(), usd("5"), "first");

            calls.capture(held(ACME, "5").id(), key(), usd("7"));
            calls.capture(held(ACME, "5").id(), key(), usd("15"));

            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("15"));
        }
    }

    @Nested
    @DisplayName("granted once")
    class GrantedOnce {

        @Test
        void a_limit_that_was_added_granted_a_budget_again_that_was_over() {
            Plan plan = Plan.onceUntil(usd("100"), FEBRUARY);
            calls.open(ACME, plan);
            clock.set("2027-03-01T00:00:00Z");
            assertThat(calls.balance(ACME).expired()).isEqualTo(usd("100"));

            change(ACME, plan.withOverdraftLimit(usd("1")), PlanChange.NOW_IN_FULL);

            assertThat(calls.grants(ACME)).isEmpty();
        }

        @Test
        void any_change_in_a_later_month_granted_it_again() {
            Plan plan = monthly("100").withRenewal(Renewal.ONCE).withRollover(Rollover.none());
            calls.open(ACME, plan);
            clock.advance(Duration.ofDays(60));

            change(ACME, plan.withOverdraftLimit(usd("1")), PlanChange.NOW_IN_FULL);
            change(ACME, plan.withOverdraftLimit(usd("2")), PlanChange.AT_RENEWAL);
            clock.advance(Duration.ofDays(60));
            assertThat(calls.grants(ACME)).isEmpty();

            change(ACME, plan.withAllowance(always("130")), PlanChange.NOW_IN_FULL);
            assertThat(calls.grants(ACME))
                    .singleElement()
                    .extracting(Grant::amount)
                    .isEqualTo(usd("30"));
            change(ACME, plan.withAllowance(always("150")), PlanChange.AT_RENEWAL);
            clock.advance(Duration.ofDays(31));
            assertThat(calls.grants(ACME))
                    .singleElement()
                    .extracting(Grant::amount)
                    .isEqualTo(usd("20"));
        }

        @Test
        void a_change_renewed_by_itself_what_is_renewed_by_hand() {
            Plan plan = monthly("100").withRenewal(Renewal.MANUAL);
            calls.open(ACME, plan);
            clock.advance(Duration.ofDays(60));

            change(ACME, plan.withOverdraftLimit(usd("1")), PlanChange.NOW_IN_FULL);
            change(ACME, plan.withOverdraftLimit(usd("2")), PlanChange.AT_RENEWAL);
            clock.advance(Duration.ofDays(60));
            assertThat(calls.grants(ACME)).isEmpty();

            calls.renew(ACME, key());
            assertThat(calls.grants(ACME))
                    .singleElement()
                    .extracting(Grant::amount)
                    .isEqualTo(usd("100"));
        }
    }

    private static AmountSchedule always(String amount) {
        return AmountSchedule.always(usd(amount));
    }

    @Nested
    @DisplayName("in a single period")
    class SinglePeriods {

        @Test
        void its_end_granted_a_second_allowance_for_ever() {
            calls.open(ACME, Plan.each(Periods.until(FEBRUARY), usd("5")));
            clock.set("2027-03-01T00:00:00Z");

            assertThat(shortly(ACME)).isEqualTo("5.00 - 0.00 - 0.00 - 5.00 = 0.00");
        }

        @Test
        void what_rolls_over_at_its_end_was_doubled() {
            calls.open(ACME, Plan.each(Periods.until(FEBRUARY), usd("5")).withRollover(Rollover.all()));
            clock.set("2027-03-01T00:00:00Z");

            assertThat(grants(ACME)).containsExactly("ROLLOVER 5.00 until ever");
        }

        @Test
        void a_budget_that_was_over_before_it_was_opened_was_granted_for_ever() {
            calls.open(ACME, Plan.onceUntil(usd("5"), Instant.parse("2025-01-01T00:00:00Z")));

            assertThat(shortly(ACME)).isEqualTo("0.00 - 0.00 - 0.00 - 0.00 = 0.00");
        }
    }

    @Nested
    @DisplayName("by terms of the account above that change")
    class InheritedTerms {

        private final Instant middle = Instant.parse("2027-02-15T00:00:00Z");

        private Plan forgiving() {
            Plan plan = monthly("100");
            return plan.withTerms(plan.terms().withCarriedDebt(DebtCarry.none()));
        }

        /** A debt of January, and the next periods, whoever looks. */
        private String afterChange(AccountPath team, PlanChange change, boolean looked) {
            AccountPath user = AccountPath.of(team + "/user");
            calls.open(team, monthly("100"));
            calls.open(user, monthly("100"));
            clock.set("2027-01-20T00:00:00Z");
            calls.submit(new Command.RecordUsage(user, key(), usd("160"), clock.instant(), Labels.none()));
            if (change == PlanChange.AT_RENEWAL) {
                change(team, forgiving(), change);
            }
            clock.set(middle.toString());
            if (looked) {
                calls.balance(user);
            }
            if (change != PlanChange.AT_RENEWAL) {
                change(team, forgiving(), change);
            }
            clock.set("2027-02-20T00:00:00Z");
            String state = shortly(user) + " owes " + calls.balance(user).overdraft();
            clock.set("2027-04-20T00:00:00Z");
            return state + ", then " + shortly(user);
        }

        @Test
        void what_a_child_was_forgiven_depended_on_who_had_looked() {
            String looked = afterChange(AccountPath.of("one"), PlanChange.NOW_IN_FULL, true);
            clock.set("2026-11-10T12:00:00Z");
            String not = afterChange(AccountPath.of("other"), PlanChange.NOW_IN_FULL, false);

            assertThat(not).isEqualTo(looked);
        }

        private Amount owedOn(String instant) {
            return calls.balanceAsOf(VIDEO, Instant.parse(instant)).overdraft();
        }

        @Test
        void what_a_child_without_allowance_was_forgiven_depended_on_when_its_parent_was_looked_at() {
            calls.open(ACME, monthly("0"));
            calls.open(VIDEO, monthly("0"));
            calls.submit(new Command.RecordUsage(VIDEO, key(), usd("60"), clock.instant(), Labels.none()));
            change(ACME, forgiving(), PlanChange.AT_RENEWAL);

            clock.set("2027-02-15T00:00:00Z");

            assertThat(calls.balance(VIDEO).overdraft()).isEqualTo(usd("0"));
            assertThat(owedOn("2026-11-30T23:59:59Z")).isEqualTo(usd("60"));
            assertThat(owedOn("2026-12-01T00:00:00Z")).isEqualTo(usd("0"));
        }
    }

    @Nested
    @DisplayName("bought by itself")
    class Bought {

        private Plan buying(Periods cap) {
            return Plan.prepaid(Unit.USD, ZoneOffset.UTC)
                    .withAutoTopUp(new AutoTopUp(
                            usd("1"), usd("10"), usd("20"), cap, Duration.ZERO, AutoTopUp.Settlement.INVOICED));
        }

        @Test
        void the_cap_of_a_month_was_forgotten_when_the_plan_counted_days_for_a_while() {
            Periods months = Periods.months(ZoneOffset.UTC);
            calls.open(ACME, buying(months));
            for (int i = 0; i < 6; i++) {
                calls.submit(new Command.RecordUsage(ACME, key(), usd("10"), clock.instant(), Labels.none()));
                clock.advance(Duration.ofMinutes(1));
                change(ACME, buying(i % 2 == 0 ? Periods.days(ZoneOffset.UTC) : months), PlanChange.NOW_IN_FULL);
                restart();
            }

            assertThat(calls.balance(ACME).granted()).isEqualTo(usd("20"));
        }
    }

    @Nested
    @DisplayName("under a limit")
    class Limits {

        private void requireRefused(Limit limit, String message) {
            calls.open(ACME, monthly("100"));

            assertThatThrownBy(() -> change(ACME, monthly("100").withLimit(limit), PlanChange.NOW_IN_FULL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> calls.open(VIDEO, monthly("100").withLimit(limit)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }

        @Test
        void a_window_that_was_over_began_anew_for_eight_thousand_years() {
            requireRefused(
                    Limit.hard(usd("1"), Window.each(Periods.until(FEBRUARY))),
                    "Limit had a window that ends for good at 2027-02-01T00:00:00Z but must have one that begins anew"
                            + " or never ends; give the plan without it at that time.");
        }

        @Test
        void a_window_that_trails_took_the_first_cap_of_a_list_for_ever() {
            requireRefused(
                    new Limit(
                            AmountSchedule.listed(List.of(usd("1"), usd("100"))),
                            Window.trailing(HOUR),
                            Limit.Enforcement.HARD),
                    "Limit had a cap that varies by period but a window that trails, which has no periods;"
                            + " use AmountSchedule.always for it.");
        }
    }
}
