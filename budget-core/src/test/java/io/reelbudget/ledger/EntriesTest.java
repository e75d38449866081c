package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An entry of a statement says")
class EntriesTest extends LedgerSpecification {

    private Entry newest() {
        return calls.statement(ACME, 1).entries().get(0);
    }

    @Test
    void that_a_grant_was_announced() {
        calls.open(ACME, monthly("1"));
        GrantOffer later = GrantOffer.always().from(Instant.parse("2027-01-01T00:00:00Z"));
        calls.submit(new Command.TopUp(ACME, key(), usd("5"), GrantKind.PAID, later, "bought"));

        assertThat(newest().kind()).isEqualTo(Entry.Kind.GRANT_SCHEDULED);
    }

    @Test
    void that_a_top_up_was_asked_for() {
        AutoTopUp rule = new AutoTopUp(
                usd("2"),
                usd("9"),
                usd("90"),
                Periods.months(ZoneOffset.UTC),
                Duration.ZERO,
                AutoTopUp.Settlement.CONFIRMED);
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withAutoTopUp(rule));
        calls.topUp(ACME, key(), usd("3"), "bought");
        calls.capture(held(ACME, "3").id(), key(), usd("3"));

        assertThat(calls.statement(ACME, 10).entries()).extracting(Entry::kind).contains(Entry.Kind.TOP_UP_REQUESTED);
    }

    @Test
    void that_a_plan_was_changed() {
        calls.open(ACME, monthly("1"));
        calls.changePlan(ACME, key(), monthly("1").withOverdraftLimit(usd("3")), PlanChange.NOW_IN_FULL);

        assertThat(calls.statement(ACME, 10).entries()).extracting(Entry::kind).contains(Entry.Kind.PLAN_CHANGED);
    }

    @Test
    void to_which_grants_a_refund_went_back() {
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
        long first = calls.topUp(ACME, key(), usd("3"), "bought").grant().id();
        long second = calls.topUp(ACME, key(), usd("3"), "bought").grant().id();
        Captured captured = calls.capture(held(ACME, "5").id(), key(), usd("5"));

        calls.refund(ACME, key(), captured.entry(), usd("4"), "broken");

        assertThat(newest().paidBy())
                .containsExactlyInAnyOrder(
                        new GrantUse(second, "paid", usd("2")), new GrantUse(first, "paid", usd("2")));
    }

    @Test
    void how_much_of_a_refund_paid_debt_back() {
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
        calls.topUp(ACME, key(), usd("1"), "bought");
        Captured captured = calls.capture(held(ACME, "1").id(), key(), usd("5"));

        calls.refund(ACME, key(), captured.entry(), usd("3"), "broken");

        assertThat(newest().paidBy()).containsExactly(new GrantUse(GrantUse.OVERDRAFT, "overdraft", usd("3")));
        assertThat(newest().postings()).containsExactly(new Posting(ACME, Pool.POSTED, Pool.AVAILABLE, usd("3")));
    }

    @Test
    void that_a_refund_to_a_grant_that_expired_is_a_new_grant() {
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
        GrantOffer soon = GrantOffer.expiring(Optional.of(Instant.parse("2026-11-11T00:00:00Z")));
        calls.submit(new Command.TopUp(ACME, key(), usd("3"), GrantKind.PAID, soon, "bought"));
        Captured captured = calls.capture(held(ACME, "2").id(), key(), usd("2"));
        clock.advance(Duration.ofDays(2));

        calls.refund(ACME, key(), captured.entry(), usd("2"), "broken");

        assertThat(newest().paidBy()).singleElement().satisfies(use -> {
            assertThat(use.amount()).isEqualTo(usd("2"));
            assertThat(use.grantId()).isEqualTo(newest().sequence());
        });
    }

    @Test
    void which_hold_was_refused_its_extension() {
        calls.open(ACME, monthly("2"));
        Result.Held held = held(ACME, "1");
        calls.extend(held.id(), key(), usd("5"), HOUR);

        assertThat(newest().kind()).isEqualTo(Entry.Kind.REFUSED);
        assertThat(newest().hold()).contains(held.id());
    }
}
