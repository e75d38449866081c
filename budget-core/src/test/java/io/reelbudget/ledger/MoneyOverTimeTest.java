package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
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
            assertThat(calls.grants(ACME)).singleElement().extracting(Grant::amount).isEqualTo(usd("30"));
            change(ACME, plan.withAllowance(always("150")), PlanChange.AT_RENEWAL);
            clock.advance(Duration.ofDays(31));
            assertThat(calls.grants(ACME)).singleElement().extracting(Grant::amount).isEqualTo(usd("20"));
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
            assertThat(calls.grants(ACME)).singleElement().extracting(Grant::amount).isEqualTo(usd("100"));
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
}
