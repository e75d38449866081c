package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What refunds once made of money that they must not, each test by the name of what went wrong. */
@DisplayName("Money that is given back")
class MoneyGivenBackTest extends LedgerSpecification {

    private static final Labels AV1 = Labels.of("codec", "av1");
    private static final Plan UNLIMITED = Plan.unlimited(Unit.USD, ZoneOffset.UTC);

    private long used(String amount) {
        return used(amount, Labels.none());
    }

    private long used(String amount, Labels labels) {
        return calls.submit(new Command.RecordUsage(ACME, key(), usd(amount), clock.instant(), labels))
                .entry();
    }

    private void refund(long entry, String amount) {
        restart();
        calls.submit(new Command.Refund(ACME, key(), entry, usd(amount), "refund"));
        restart();
    }

    private void change(Plan plan) {
        calls.submit(new Command.ChangePlan(ACME, key(), plan, PlanChange.NOW_IN_FULL));
    }

    private void promote(String amount, GrantOffer offer) {
        calls.submit(new Command.TopUp(ACME, key(), usd(amount), GrantKind.PROMOTIONAL, offer, "promotion"));
    }

    private GrantOffer expiringIn(Duration time) {
        return GrantOffer.expiring(Optional.of(clock.instant().plus(time)));
    }

    private List<String> grants() {
        return calls.grants(ACME).stream()
                .map(grant -> grant.kind() + " " + grant.remaining().toDecimalString() + " until "
                        + grant.expiry().map(Instant::toString).orElse("ever"))
                .toList();
    }

    private Amount available() {
        return calls.balance(ACME).available();
    }

    private Amount debt() {
        return calls.balance(ACME).overdraft();
    }

    @Nested
    @DisplayName("to an unlimited plan")
    class Unlimited {

        @Test
        void what_had_been_paid_as_debt_was_given_to_nobody_and_came_out_of_nothing_later() {
            calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
            long entry = used("50");
            calls.topUp(ACME, key(), usd("50"), "paid");

            change(UNLIMITED);
            refund(entry, "50");
            change(Plan.prepaid(Unit.USD, ZoneOffset.UTC));

            assertThat(grants()).containsExactly("ADJUSTMENT 50.00 until ever");
            calls.capture(held(ACME, "50").id(), key(), usd("50"));
            assertThat(debt()).isEqualTo(usd("0"));
            assertThat(available()).isEqualTo(usd("0"));
        }

        @Test
        void what_had_been_owed_before_was_forgiven_by_switching_there_and_back() {
            calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
            used("50");

            change(UNLIMITED);
            used("7");
            change(Plan.once(usd("0")));

            assertThat(debt()).isEqualTo(usd("50"));
            assertThat(available()).isEqualTo(usd("-50"));
        }

        @Test
        void what_was_spent_freely_became_money_once_the_plan_was_limited() {
            calls.open(ACME, UNLIMITED);
            long entry = used("50");
            refund(entry, "20");
            change(monthly("0"));

            refund(entry, "30");

            assertThat(available()).isEqualTo(usd("0"));
            assertThat(grants()).isEmpty();
        }

        @Test
        void an_adjustment_of_what_grants_had_paid_came_out_of_nothing_later() {
            calls.open(ACME, UNLIMITED);
            calls.topUp(ACME, key(), usd("10"), "paid");
            used("10");
            calls.submit(new Command.Adjust(ACME, key(), usd("-10"), "goodwill"));

            change(monthly("0"));

            assertThat(available()).isEqualTo(usd("10"));
            assertThat(grants()).containsExactly("ADJUSTMENT 10.00 until ever");
        }
    }

    @Nested
    @DisplayName("to those who paid")
    class Payers {

        @Test
        void a_promotion_for_one_codec_became_money_for_all() {
            calls.open(ACME, monthly("0"));
            promote("50", expiringIn(HOUR).onlyFor(AV1).withPriority(7));
            long entry = used("50", AV1);
            clock.advance(HOUR.multipliedBy(2));

            refund(entry, "50");

            assertThat(calls.grants(ACME)).singleElement().satisfies(grant -> {
                assertThat(grant.scope()).isEqualTo(AV1);
                assertThat(grant.priority()).isEqualTo(7);
                assertThat(grant.kind()).isEqualTo(GrantKind.PROMOTIONAL);
                assertThat(grant.expiry()).contains(clock.instant().plus(Duration.ofDays(30)));
            });
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);
        }

        @Test
        void one_dollar_of_debt_made_all_of_an_expired_allowance_endless() {
            calls.open(ACME, monthly("10"));
            long entry = used("11");
            calls.topUp(ACME, key(), usd("1"), "paid");
            clock.set("2026-12-02T00:00:00Z");

            refund(entry, "11");

            assertThat(grants())
                    .containsExactly(
                            "ALLOWANCE 10.00 until 2027-01-01T00:00:00Z",
                            "ADJUSTMENT 10.00 until 2027-01-01T00:00:00Z",
                            "ADJUSTMENT 1.00 until ever");
        }

        @Test
        void a_wrong_price_that_was_put_right_again_made_an_allowance_endless() {
            calls.open(ACME, monthly("100"));
            long entry = used("10");
            calls.submit(new Command.Correct(ACME, key(), entry, usd("90"), Labels.none(), "wrong"));
            restart();

            calls.submit(new Command.Correct(ACME, key(), entry, usd("10"), Labels.none(), "right"));

            assertThat(grants()).containsExactly("ALLOWANCE 90.00 until 2026-12-01T00:00:00Z");
            clock.set("2026-12-01T00:00:00Z");
            assertThat(available()).isEqualTo(usd("100"));
        }

        @Test
        void corrections_are_taken_back_from_the_last_one_on() {
            calls.open(ACME, monthly("30"));
            long entry = used("10");
            calls.submit(new Command.Correct(ACME, key(), entry, usd("30"), Labels.none(), "by the allowance"));
            calls.topUp(ACME, key(), usd("60"), "paid");
            calls.submit(new Command.Correct(ACME, key(), entry, usd("70"), Labels.none(), "by the paid one"));

            calls.submit(new Command.Correct(ACME, key(), entry, usd("25"), Labels.none(), "less"));

            assertThat(grants()).containsExactly("ALLOWANCE 5.00 until 2026-12-01T00:00:00Z", "PAID 60.00 until ever");
            refund(entry, "25");
            assertThat(grants()).containsExactly("ALLOWANCE 30.00 until 2026-12-01T00:00:00Z", "PAID 60.00 until ever");
        }

        @Test
        void a_grant_that_was_charged_back_was_brought_to_life() {
            calls.open(ACME, monthly("0"));
            calls.topUp(ACME, key(), usd("100"), "by card");
            long entry = used("40");
            long grant = calls.grants(ACME).get(0).id();
            calls.submit(new Command.VoidGrant(ACME, key(), grant, "charged back"));

            refund(entry, "40");

            assertThat(available()).isEqualTo(usd("0"));
            assertThat(grants()).isEmpty();
        }

        @Test
        void debt_that_had_been_written_off_became_credit() {
            calls.open(ACME, monthly("0"));
            long entry = used("50");
            calls.submit(new Command.WriteOff(ACME, key(), usd("30"), "goodwill"));
            calls.topUp(ACME, key(), usd("20"), "paid");

            refund(entry, "50");

            assertThat(grants()).containsExactly("ADJUSTMENT 20.00 until ever");
        }

        @Test
        void what_was_paid_is_not_taken_for_what_had_been_forgiven_before() {
            Plan plan = monthly("0");
            calls.open(ACME, plan.withTerms(plan.terms().withCarriedDebt(DebtCarry.none())));
            used("50");
            clock.set("2026-12-02T00:00:00Z");
            long entry = used("30");
            calls.topUp(ACME, key(), usd("30"), "paid");

            refund(entry, "30");

            assertThat(grants()).containsExactly("ADJUSTMENT 30.00 until ever");
        }
    }

    @Nested
    @DisplayName("or held with an overdraft of its own")
    class OwnOverdraft {

        private Held placed(Duration lease) {
            return (Held) calls.submit(
                    new Command.PlaceHold(ACME, key(), usd("50"), lease, Labels.none(), Optional.of(usd("100"))));
        }

        @Test
        void a_hold_forgot_the_overdraft_it_was_placed_with() {
            calls.open(ACME, monthly("10"));
            Held hold = placed(HOUR);
            restart();

            assertThat(calls.extend(hold.id(), key(), usd("51"), HOUR)).isInstanceOf(Held.class);
            assertThat(calls.extend(hold.id(), key(), usd("111"), HOUR)).isInstanceOf(Shortfall.class);
        }

        @Test
        void once_expired_it_could_not_be_held_again() {
            calls.open(ACME, monthly("10"));
            Held hold = placed(HOUR);
            clock.advance(HOUR.multipliedBy(2));
            calls.renew(ACME, key());
            restart();

            assertThat(calls.extend(hold.id(), key(), usd("50"), HOUR)).isInstanceOf(Held.class);

            Captured captured = calls.capture(hold.id(), key(), usd("50"));
            assertThat(captured.balance().overdraft()).isEqualTo(usd("40"));
        }
    }
}
