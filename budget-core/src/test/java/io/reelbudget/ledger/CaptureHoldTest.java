package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldState;
import io.reelbudget.ledger.Result.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Capturing a hold")
class CaptureHoldTest extends LedgerSpecification {

    @Test
    void posts_the_cost_at_every_level_and_gives_back_the_rest() {
        openPath("100", "50", "20");
        Held held = held(ANN, "15");

        Captured captured = calls.capture(held.id(), key(), usd("9.50"));

        assertThat(captured.amount()).isEqualTo(usd("9.50"));
        assertThat(captured.overrun()).isEqualTo(usd("0"));
        assertThat(captured.found()).isEqualTo(HoldState.OPEN);
        assertThat(captured.balance()).isEqualTo(calls.balance(ANN));
        assertThat(shortly(ANN)).isEqualTo("20.00 - 9.50 - 0.00 - 0.00 = 10.50");
        assertThat(shortly(VIDEO)).isEqualTo("50.00 - 9.50 - 0.00 - 0.00 = 40.50");
        assertThat(shortly(ACME)).isEqualTo("100.00 - 9.50 - 0.00 - 0.00 = 90.50");
        assertThat(calls.openHolds(ANN)).isEmpty();
        assertThat(calls.balance(ACME).postedInPeriod()).isEqualTo(usd("9.50"));
    }

    @Test
    void posts_nothing_for_a_job_that_cost_nothing() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "5");

        Captured captured = calls.capture(held.id(), key(), usd("0"));

        assertThat(captured.paidBy()).isEmpty();
        assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 0.00 - 0.00 = 10.00");
    }

    @Test
    void records_in_full_what_a_job_cost_beyond_its_hold_and_beyond_the_budget() {
        openPath("100", "50", "20");
        Held held = held(ANN, "15");

        Captured captured = calls.capture(held.id(), key(), usd("60"));

        assertThat(captured.overrun()).isEqualTo(usd("45"));
        assertThat(captured.paidBy())
                .containsExactly(
                        new GrantUse(6, "allowance", usd("20")),
                        new GrantUse(GrantUse.OVERDRAFT, "overdraft", usd("40")));
        assertThat(shortly(ANN)).isEqualTo("20.00 - 60.00 - 0.00 - 0.00 = -40.00");
        assertThat(shortly(VIDEO)).isEqualTo("50.00 - 60.00 - 0.00 - 0.00 = -10.00");
        assertThat(shortly(ACME)).isEqualTo("100.00 - 60.00 - 0.00 - 0.00 = 40.00");
    }

    @Test
    void never_takes_what_another_hold_set_aside() {
        calls.open(ACME, monthly("10"));
        Held overrunning = held(ACME, "2");
        Held other = held(ACME, "8");

        calls.capture(overrunning.id(), key(), usd("5"));

        assertThat(calls.balance(ACME).held()).isEqualTo(usd("8"));
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("-3"));
        assertThat(calls.hold(ACME, key(), usd("1"), HOUR))
                .isEqualTo(new Shortfall(ACME, usd("1"), usd("-3"), Optional.empty()));
        assertThat(calls.capture(other.id(), key(), usd("8")).overrun()).isEqualTo(usd("0"));
    }

    @Test
    void records_a_job_that_ends_after_its_hold_expired() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "8");
        clock.advance(HOUR);
        calls.renew(ACME, key());

        Captured captured = calls.capture(held.id(), key(), usd("7"));

        assertThat(captured.found()).isEqualTo(HoldState.EXPIRED);
        assertThat(captured.overrun()).isEqualTo(usd("7"));
        assertThat(shortly(ACME)).isEqualTo("10.00 - 7.00 - 0.00 - 0.00 = 3.00");
    }

    @Test
    void finds_a_hold_open_whose_lease_ran_out_but_which_no_one_expired() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "8");
        clock.advance(Duration.ofDays(2));

        assertThat(calls.capture(held.id(), key(), usd("7")).found()).isEqualTo(HoldState.OPEN);
    }

    @Test
    void forgets_an_expired_hold_after_400_days() {
        calls.open(ACME, monthly("10"));
        Held kept = held(ACME, "1");
        clock.advance(HOUR);
        calls.renew(ACME, key());
        clock.advance(Duration.ofDays(400));
        calls.renew(ACME, key());
        Held stillKnown = held(ACME, "1");
        calls.release(kept.id(), key(), "found at last");
        Held forgotten = held(ACME, "1");
        clock.advance(HOUR);
        calls.renew(ACME, key());
        clock.advance(Duration.ofDays(400).plusSeconds(1));
        calls.submit(new Command.Note(ACME, key(), "note", "time goes by"));

        assertThat(stillKnown.id()).isNotEqualTo(forgotten.id());
        assertThatThrownBy(() -> calls.capture(forgotten.id(), key(), usd("1")))
                .isInstanceOf(UnknownHoldException.class);
    }

    @Test
    void is_final() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "8");
        calls.capture(held.id(), key(), usd("7"));

        assertThatThrownBy(() -> calls.capture(held.id(), key(), usd("7")))
                .isInstanceOfSatisfying(UnknownHoldException.class, unknown -> assertThat(unknown.hold())
                        .isEqualTo(held.id()));
        assertThatThrownBy(() -> calls.release(held.id(), key(), "too late")).isInstanceOf(UnknownHoldException.class);
        assertThat(shortly(ACME)).isEqualTo("10.00 - 7.00 - 0.00 - 0.00 = 3.00");
    }

    @Test
    void burns_down_what_expires_soonest_then_promotional_before_paid_then_the_oldest() {
        calls.open(ACME, monthly("1"));
        grant("2", GrantKind.PAID, null, "never expires");
        grant("3", GrantKind.PAID, "2026-11-20T00:00:00Z", "paid, soon");
        grant("4", GrantKind.PROMOTIONAL, "2026-11-20T00:00:00Z", "promotional, soon");
        grant("5", GrantKind.PAID, "2026-11-20T00:00:00Z", "paid, soon, younger");
        grant("6", GrantKind.PROMOTIONAL, null, "promotional, never");
        grant("7", GrantKind.PAID, "2026-12-24T00:00:00Z", "paid, later");
        assertThat(calls.grants(ACME)).extracting(Grant::id).containsExactly(5L, 4L, 6L, 2L, 8L, 7L, 3L);
        Held held = held(ACME, "28");

        Captured captured = calls.capture(held.id(), key(), usd("30"));

        assertThat(captured.paidBy())
                .containsExactly(
                        new GrantUse(5, "promotional", usd("4")),
                        new GrantUse(4, "paid", usd("3")),
                        new GrantUse(6, "paid", usd("5")),
                        new GrantUse(2, "allowance", usd("1")),
                        new GrantUse(8, "paid", usd("7")),
                        new GrantUse(7, "promotional", usd("6")),
                        new GrantUse(3, "paid", usd("2")),
                        new GrantUse(GrantUse.OVERDRAFT, "overdraft", usd("2")));
        assertThat(calls.grants(ACME)).isEmpty();
    }

    private void grant(String amount, GrantKind kindOfGrant, String expiry, String reason) {
        calls.submit(new Command.TopUp(
                ACME,
                key(),
                usd(amount),
                kindOfGrant,
                Optional.ofNullable(expiry).map(Instant::parse),
                reason));
    }
}
