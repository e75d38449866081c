package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Terms;
import io.reelbudget.money.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A plan that renews")
class RenewalRulesTest extends LedgerSpecification {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private String granted() {
        return calls.balance(ACME).granted().toDecimalString();
    }

    private void spend(String amount) {
        calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    private void overrun(String amount) {
        calls.capture(held(ACME, "0.01").id(), key(), usd(amount));
    }

    @Nested
    @DisplayName("each period")
    class EachPeriod {

        /** A year of downtime, two jumps of the clock back and a restart after each: a grant a period, no more. */
        private void assertGrantedOncePerPeriod(Periods periods, String opened, long expected) {
            clock.set(opened);
            calls.open(ACME, Plan.each(periods, usd("1")));
            clock.advance(Duration.ofDays(365));
            calls.balance(ACME);
            clock.advance(Duration.ofDays(-300));
            restart();
            calls.renew(ACME, key());
            clock.advance(Duration.ofDays(299));
            calls.grants(ACME);
            clock.advance(Duration.ofDays(1));
            restart();

            Balance balance = calls.balance(ACME);

            assertThat(balance.granted().micros()).isEqualTo(expected * 1_000_000);
            assertThat(balance.available()).isEqualTo(usd("1"));
        }

        @Test
        void of_an_hour_is_granted_exactly_once_after_a_year_of_downtime() {
            assertGrantedOncePerPeriod(Periods.hours(BERLIN), "2026-01-01T00:30:00Z", 365 * 24 + 1);
        }

        @Test
        void of_a_day_is_granted_exactly_once_after_a_year_of_downtime() {
            assertGrantedOncePerPeriod(Periods.days(BERLIN), "2026-01-01T00:30:00Z", 366);
        }

        @Test
        void of_a_week_is_granted_exactly_once_after_a_year_of_downtime() {
            // Sundays of 2026 in New York, and the week that was running.
            assertGrantedOncePerPeriod(
                    Periods.weeks(ZoneId.of("America/New_York"), DayOfWeek.SUNDAY), "2026-01-01T12:00:00Z", 53);
        }

        @Test
        void anchored_on_the_31st_is_granted_exactly_once_after_a_year_of_downtime() {
            assertGrantedOncePerPeriod(new CalendarMonths(BERLIN, 31), "2026-01-31T00:30:00Z", 13);
        }

        @Test
        void of_a_quarter_and_a_year_is_granted_exactly_once_after_a_year_of_downtime() {
            assertGrantedOncePerPeriod(Periods.quarters(BERLIN), "2026-02-01T00:00:00Z", 5);
        }

        @Test
        void of_thirty_days_is_granted_exactly_once_after_a_year_of_downtime() {
            assertGrantedOncePerPeriod(
                    Periods.every(Duration.ofDays(30), Instant.parse("2026-01-01T00:00:00Z")),
                    "2026-01-01T00:00:00Z",
                    13);
        }

        @Test
        void is_granted_for_no_day_that_samoa_skipped() {
            clock.set("2011-12-29T12:00:00Z");
            calls.open(ACME, Plan.each(Periods.days(ZoneId.of("Pacific/Apia")), usd("1")));
            clock.set("2011-12-30T10:00:00Z");
            assertThat(granted()).isEqualTo("2.00");
            clock.set("2011-12-31T10:00:00Z");
            assertThat(granted()).isEqualTo("3.00");
        }

        @Test
        void is_made_up_for_from_the_next_day_where_the_oldest_to_be_made_up_for_is_one_that_samoa_skipped() {
            clock.set("2011-06-01T12:00:00Z");
            calls.open(ACME, Plan.each(Periods.days(ZoneId.of("Pacific/Apia")), usd("1")));
            clock.set("2039-05-17T12:00:00Z"); // 10,000 days after 30 December 2011

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("1"));
        }

        @Test
        void is_granted_at_the_edges_of_the_25_hour_day() {
            clock.set("2026-10-24T22:00:00Z");
            calls.open(ACME, Plan.each(Periods.days(BERLIN), usd("1")));
            clock.set("2026-10-25T22:59:59.999999Z");
            assertThat(granted()).isEqualTo("1.00");
            clock.set("2026-10-25T23:00:00Z");
            assertThat(granted()).isEqualTo("2.00");
        }

        @Test
        void follows_a_list_of_allowances_and_then_its_last() {
            calls.open(ACME, monthly("0").withAllowance(AmountSchedule.listed(List.of(usd("5"), usd("0"), usd("7")))));
            StringBuilder available = new StringBuilder();
            for (String month : List.of("2026-11", "2026-12", "2027-01", "2027-02")) {
                clock.set(month + "-15T00:00:00Z");
                available
                        .append(calls.balance(ACME).available().toDecimalString())
                        .append(' ');
            }

            assertThat(available.toString()).isEqualTo("5.00 0.00 7.00 7.00 ");
        }

        @Test
        void grows_by_rule_whether_it_was_noticed_each_month_or_not() {
            calls.open(ACME, monthly("0").withAllowance(AmountSchedule.growing(usd("100"), 50, usd("1000"))));
            clock.set("2027-01-15T00:00:00Z");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("110.25"));
            assertThat(granted()).isEqualTo("315.25");
        }
    }

    @Nested
    @DisplayName("by hand")
    class ByHand {

        @Test
        void grants_the_running_period_once_when_told_and_none_that_was_missed() {
            calls.open(ACME, monthly("10").withRenewal(Renewal.MANUAL));
            assertThat(granted()).isEqualTo("10.00");
            clock.set("2027-02-10T00:00:00Z");
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("0"));

            calls.renew(ACME, key());
            calls.renew(ACME, key());
            restart();
            calls.renew(ACME, key());

            assertThat(granted()).isEqualTo("20.00");
            assertThat(calls.grants(ACME))
                    .singleElement()
                    .extracting(Grant::expiry)
                    .isEqualTo(Optional.of(Instant.parse("2027-03-01T00:00:00Z")));
        }

        @Test
        void forgives_debt_as_the_terms_say_when_told() {
            calls.open(
                    ACME,
                    monthly("10")
                            .withRenewal(Renewal.MANUAL)
                            .withTerms(Terms.inherited().withCarriedDebt(DebtCarry.upTo(usd("1")))));
            overrun("14");
            clock.set("2026-12-10T00:00:00Z");
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("4"));

            Balance renewed = calls.renew(ACME, key()).balance();

            assertThat(renewed.overdraft()).isEqualTo(usd("0"));
            assertThat(renewed.available()).isEqualTo(usd("9"));
        }
    }

    @Nested
    @DisplayName("never")
    class Never {

        @Test
        void grants_once_and_loses_what_is_left_at_the_end() {
            calls.open(ACME, Plan.onceUntil(usd("10"), Instant.parse("2026-12-24T00:00:00Z")));
            spend("4");
            clock.set("2026-12-23T23:59:59Z");
            assertThat(shortly(ACME)).isEqualTo("10.00 - 4.00 - 0.00 - 0.00 = 6.00");
            clock.set("2027-12-24T00:00:00Z");
            calls.renew(ACME, key());
            assertThat(shortly(ACME)).isEqualTo("10.00 - 4.00 - 0.00 - 6.00 = 0.00");
        }

        @Test
        void grants_once_even_with_months_and_without_end() {
            calls.open(ACME, monthly("10").withRenewal(Renewal.ONCE));
            calls.open(VIDEO, Plan.once(usd("5")));
            clock.set("2030-01-01T00:00:00Z");

            assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 0.00 - 10.00 = 0.00");
            assertThat(calls.balance(VIDEO).available()).isEqualTo(usd("5"));
        }
    }

    @Nested
    @DisplayName("and rolls over")
    class RollingOver {

        @Test
        void nothing_loses_what_is_left() {
            calls.open(ACME, monthly("10").withRollover(Rollover.none()));
            clock.set("2026-12-01T00:00:00Z");
            assertThat(shortly(ACME)).isEqualTo("20.00 - 0.00 - 0.00 - 10.00 = 10.00");
        }

        @Test
        void all_for_one_period_as_a_grant_that_says_where_it_comes_from() {
            calls.open(ACME, monthly("10").withRollover(Rollover.all()));
            spend("4");
            clock.set("2026-12-01T00:00:00Z");

            assertThat(shortly(ACME)).isEqualTo("20.00 - 4.00 - 0.00 - 0.00 = 16.00");
            Grant rolled = calls.grants(ACME).get(0);
            assertThat(rolled)
                    .extracting(Grant::kind, Grant::remaining, Grant::origin, Grant::expiry)
                    .containsExactly(
                            GrantKind.ROLLOVER,
                            usd("6"),
                            "rolled over from grant 2",
                            Optional.of(Instant.parse("2027-01-01T00:00:00Z")));
            clock.set("2027-01-01T00:00:00Z");
            restart();
            // What was rolled over once is lost; December's own ten are rolled over.
            assertThat(shortly(ACME)).isEqualTo("30.00 - 4.00 - 0.00 - 6.00 = 20.00");
        }

        @Test
        void up_to_a_cap_over_all_that_was_rolled_over_and_for_several_periods() {
            calls.open(ACME, monthly("10").withRollover(new Rollover.Carried(Optional.of(usd("15")), 3)));
            clock.set("2026-12-01T00:00:00Z");
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("20"));
            clock.set("2027-01-01T00:00:00Z");
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("25"));
            clock.set("2027-02-01T00:00:00Z");
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("25"));
            // November's ten were to be spent by the end of February.
            clock.set("2027-03-01T00:00:00Z");
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("25"));
            assertThat(calls.grants(ACME))
                    .filteredOn(grant -> grant.kind() == GrantKind.ROLLOVER)
                    .extracting(Grant::remaining)
                    .containsExactly(usd("5"), usd("10"));
        }

        @Test
        void without_end_where_the_plan_says_so() {
            calls.open(
                    ACME, monthly("10").withRollover(new Rollover.Carried(Optional.empty(), Rollover.Carried.FOREVER)));
            clock.set("2027-11-01T00:00:00Z");

            assertThat(shortly(ACME)).isEqualTo("130.00 - 0.00 - 0.00 - 0.00 = 130.00");
        }

        @Test
        void and_is_burnt_down_in_the_order_of_expiry_among_the_others() {
            calls.open(ACME, monthly("10").withRollover(new Rollover.Carried(Optional.empty(), 2)));
            clock.set("2026-12-01T00:00:00Z");
            assertThat(calls.capture(held(ACME, "12").id(), key(), usd("12")).paidBy())
                    .extracting(GrantUse::kind)
                    .containsExactly("allowance", "rollover");
        }
    }

    @Nested
    @DisplayName("with debt")
    class WithDebt {

        private void debtOfSeven(Terms terms) {
            calls.open(ACME, monthly("10").withTerms(terms));
            overrun("17");
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("7"));
            clock.set("2026-12-01T00:00:00Z");
        }

        @Test
        void carries_all_of_it_unless_told_otherwise() {
            debtOfSeven(Terms.inherited());
            assertThat(shortly(ACME)).isEqualTo("20.00 - 17.00 - 0.00 - 0.00 = 3.00");
        }

        @Test
        void forgives_all_of_it() {
            debtOfSeven(Terms.inherited().withCarriedDebt(DebtCarry.none()));
            assertThat(shortly(ACME)).isEqualTo("27.00 - 17.00 - 0.00 - 0.00 = 10.00");
            assertThat(calls.statement(ACME, 10).entries())
                    .filteredOn(entry -> entry.kind() == Entry.Kind.DEBT_FORGIVEN)
                    .extracting(Entry::text)
                    .containsExactly("not carried into the next period");
        }

        @Test
        void carries_it_up_to_a_cap() {
            debtOfSeven(Terms.inherited().withCarriedDebt(DebtCarry.upTo(usd("2"))));
            assertThat(shortly(ACME)).isEqualTo("25.00 - 17.00 - 0.00 - 0.00 = 8.00");
        }

        @Test
        void forgives_it_also_where_nothing_is_granted_and_by_the_terms_of_the_account_above() {
            calls.open(ACME, monthly("100").withTerms(Terms.inherited().withCarriedDebt(DebtCarry.none())));
            calls.open(VIDEO, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withOverdraftLimit(usd("5")));
            calls.capture(held(VIDEO, "5").id(), key(), usd("5"));
            clock.set("2026-12-01T00:00:00Z");

            assertThat(calls.balance(VIDEO).available()).isEqualTo(usd("0"));
        }

        @Test
        void keeps_the_debt_of_the_running_period_when_the_account_above_begins_to_forgive() {
            calls.open(ACME, monthly("100"));
            calls.open(VIDEO, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withOverdraftLimit(usd("5")));
            clock.set("2027-03-10T00:00:00Z");
            calls.capture(held(VIDEO, "5").id(), key(), usd("5"));
            Plan forgiving = monthly("100").withTerms(Terms.inherited().withCarriedDebt(DebtCarry.none()));
            calls.submit(new Command.ChangePlan(ACME, key(), forgiving, PlanChange.NOW_IN_FULL));

            assertThat(calls.balance(VIDEO).overdraft()).isEqualTo(usd("5"));
            clock.set("2027-04-01T00:00:00Z");
            assertThat(calls.balance(VIDEO).overdraft()).isEqualTo(usd("0"));
        }
    }
}
