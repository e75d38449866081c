package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.AutoTopUp.Settlement;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Automatic top-ups")
class AutoTopUpTest extends LedgerSpecification {

    private static AutoTopUp rule(String threshold, String target, String cap, Duration interval, Settlement how) {
        return new AutoTopUp(usd(threshold), usd(target), usd(cap), Periods.months(ZoneOffset.UTC), interval, how);
    }

    private void open(AutoTopUp rule) {
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withAutoTopUp(rule));
    }

    private List<PendingTopUp> pending() {
        return calls.read(new Query.PendingTopUpsOf(ACME));
    }

    private String available() {
        return calls.balance(ACME).available().toDecimalString();
    }

    private void spend(String amount) {
        calls.capture(held(ACME, amount).id(), key(), usd(amount));
    }

    @Test
    void are_made_when_available_falls_under_the_threshold_and_bring_it_to_the_target() {
        open(rule("5", "20", "1000", Duration.ZERO, Settlement.INVOICED));
        calls.topUp(ACME, key(), usd("10"), "first");
        held(ACME, "5");
        assertThat(available()).isEqualTo("5.00");

        held(ACME, "0.01");

        assertThat(available()).isEqualTo("20.00");
        assertThat(calls.grants(ACME).get(1))
                .extracting(Grant::kind, Grant::amount, Grant::origin)
                .containsExactly(GrantKind.PAID, usd("15.01"), "automatic top-up");
    }

    @Test
    void are_made_when_a_hold_is_refused_or_the_account_renewed_while_it_is_under_the_threshold() {
        open(rule("5", "20", "1000", Duration.ZERO, Settlement.INVOICED));

        assertThat(calls.hold(ACME, key(), usd("8"), HOUR)).isInstanceOf(Shortfall.class);
        assertThat(calls.hold(ACME, key(), usd("8"), HOUR)).isInstanceOf(Held.class);

        calls.open(
                VIDEO,
                Plan.prepaid(Unit.USD, ZoneOffset.UTC)
                        .withAutoTopUp(rule("5", "7", "100", Duration.ZERO, Settlement.INVOICED)));
        assertThat(calls.renew(VIDEO, key()).balance().available()).isEqualTo(usd("7"));
        calls.renew(VIDEO, key());
        assertThat(calls.balance(VIDEO).granted()).isEqualTo(usd("7"));
    }

    private AutoTopUpState state() {
        return calls.autoTopUp(ACME).orElseThrow();
    }

    @Test
    void say_how_far_they_are_before_the_first_and_after_it() {
        AutoTopUp rule = rule("5", "20", "30", Duration.ZERO, Settlement.CONFIRMED);
        open(rule);
        assertThat(state()).isEqualTo(new AutoTopUpState(rule, usd("0"), usd("0"), Optional.empty()));
        assertThat(state().leftOfCap()).isEqualTo(usd("30"));

        calls.renew(ACME, key());

        assertThat(state()).isEqualTo(new AutoTopUpState(rule, usd("20"), usd("20"), Optional.of(clock.instant())));
        assertThat(state().leftOfCap()).isEqualTo(usd("10"));
    }

    @Test
    void have_nothing_left_of_a_cap_that_was_lowered_below_what_they_bought() {
        open(rule("5", "20", "30", Duration.ZERO, Settlement.INVOICED));
        calls.renew(ACME, key());

        AutoTopUp lower = rule("5", "20", "12", Duration.ZERO, Settlement.INVOICED);
        calls.changePlan(
                ACME, key(), Plan.prepaid(Unit.USD, ZoneOffset.UTC).withAutoTopUp(lower), PlanChange.NOW_IN_FULL);

        assertThat(state().bought()).isEqualTo(usd("20"));
        assertThat(state().leftOfCap()).isEqualTo(usd("0"));
    }

    @Test
    void are_not_told_of_where_the_plan_has_none() {
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));

        assertThat(calls.autoTopUp(ACME)).isEmpty();
    }

    @Test
    void pay_off_debt_first() {
        open(rule("5", "20", "1000", Duration.ZERO, Settlement.INVOICED));
        calls.topUp(ACME, key(), usd("10"), "first");

        calls.capture(held(ACME, "5").id(), key(), usd("16"));

        assertThat(available()).isEqualTo("20.00");
        assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
        assertThat(calls.balance(ACME).granted()).isEqualTo(usd("36"));
    }

    @Test
    void never_buy_more_than_their_cap_a_month() {
        open(rule("5", "20", "25", Duration.ZERO, Settlement.INVOICED));
        calls.renew(ACME, key());
        assertThat(available()).isEqualTo("20.00");
        restart();
        spend("16");
        assertThat(available()).isEqualTo("9.00");
        spend("8");
        assertThat(available()).isEqualTo("1.00");
        clock.set("2026-12-01T00:00:00Z");
        calls.renew(ACME, key());

        assertThat(available()).isEqualTo("20.00");
    }

    @Test
    void wait_for_their_interval() {
        open(rule("5", "20", "1000", HOUR, Settlement.INVOICED));
        calls.renew(ACME, key());
        clock.advance(Duration.ofMinutes(59));
        spend("16");
        assertThat(available()).isEqualTo("4.00");
        clock.advance(Duration.ofMinutes(1));
        held(ACME, "1");

        assertThat(available()).isEqualTo("20.00");
    }

    @Test
    void that_wait_for_their_payment_count_as_if_they_were_there() {
        open(rule("5", "20", "1000", Duration.ZERO, Settlement.CONFIRMED));
        calls.renew(ACME, key());
        for (int i = 0; i < 5; i++) {
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);
        }

        assertThat(pending()).singleElement().extracting(PendingTopUp::amount).isEqualTo(usd("20"));
        assertThat(available()).isEqualTo("0.00");
        restart();
        long request = pending().get(0).request();
        Result.Granted confirmed = calls.submit(new Command.ConfirmTopUp(ACME, key(), request));
        assertThat(confirmed.grant().amount()).isEqualTo(usd("20"));
        assertThat(available()).isEqualTo("20.00");
        assertThat(pending()).isEmpty();
        assertThatThrownBy(() -> calls.submit(new Command.ConfirmTopUp(ACME, key(), request)))
                .isInstanceOf(UnknownEntryException.class);
    }

    @Test
    void whose_payment_failed_are_given_up_and_no_longer_count_against_the_cap() {
        open(rule("5", "20", "20", Duration.ZERO, Settlement.CONFIRMED));
        calls.renew(ACME, key());
        calls.submit(new Command.CancelTopUp(ACME, key(), pending().get(0).request(), "card refused"));
        assertThat(pending()).isEmpty();
        assertThat(calls.statement(ACME, 1).entries().get(0))
                .extracting(Entry::kind, Entry::text)
                .containsExactly(Entry.Kind.TOP_UP_CANCELLED, "card refused");

        calls.renew(ACME, key());

        assertThat(pending()).singleElement().extracting(PendingTopUp::amount).isEqualTo(usd("20"));
    }

    @Test
    void by_hand_under_the_same_name_do_not_count_against_the_cap() {
        open(rule("5", "20", "20", Duration.ZERO, Settlement.INVOICED));
        calls.topUp(ACME, key(), usd("19"), "automatic top-up");
        spend("15");

        assertThat(available()).isEqualTo("20.00");
    }

    @Test
    void are_made_at_every_level_by_its_own_rule() {
        open(rule("5", "20", "1000", Duration.ZERO, Settlement.INVOICED));
        calls.open(
                VIDEO,
                Plan.prepaid(Unit.USD, ZoneOffset.UTC)
                        .withAutoTopUp(rule("1", "4", "1000", Duration.ZERO, Settlement.INVOICED)));
        calls.renew(VIDEO, key());

        calls.capture(held(VIDEO, "3.5").id(), key(), usd("3.5"));

        assertThat(calls.balance(VIDEO).available()).isEqualTo(usd("4"));
        assertThat(available()).isEqualTo("16.50");
        calls.capture(held(VIDEO, "4").id(), key(), usd("12"));
        assertThat(calls.balance(VIDEO).available()).isEqualTo(usd("4"));
        assertThat(available()).isEqualTo("20.00");
    }
}
