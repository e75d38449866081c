package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Command.Ending;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldState;
import io.reelbudget.ledger.Result.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Capturing a job part by part")
class PartialCaptureTest extends LedgerSpecification {

    private Captured part(Held held, String amount) {
        return calls.submit(new Command.CaptureHold(held.id(), key(), usd(amount), Labels.none(), Ending.PARTIAL));
    }

    @Test
    void posts_each_segment_and_keeps_the_rest_held_at_every_level() {
        openPath("100", "50", "20");
        Held held = held(ANN, "10");

        part(held, "3");
        restart();
        Captured second = part(held, "4");

        assertThat(second).extracting(Captured::overrun, Captured::found).containsExactly(usd("0"), HoldState.OPEN);
        assertThat(shortly(ANN)).isEqualTo("20.00 - 7.00 - 3.00 - 0.00 = 10.00");
        assertThat(shortly(ACME)).isEqualTo("100.00 - 7.00 - 3.00 - 0.00 = 90.00");
        calls.capture(held.id(), key(), usd("1"));
        assertThat(shortly(ANN)).isEqualTo("20.00 - 8.00 - 0.00 - 0.00 = 12.00");
    }

    @Test
    void goes_on_beyond_the_hold_which_stays_open_and_holds_nothing() {
        calls.open(ACME, monthly("100"));
        Held held = held(ACME, "5");

        assertThat(part(held, "5").overrun()).isEqualTo(usd("0"));
        Captured beyond = part(held, "2");

        assertThat(beyond).extracting(Captured::overrun, Captured::found).containsExactly(usd("2"), HoldState.OPEN);
        assertThat(calls.openHolds(ACME))
                .singleElement()
                .extracting(OpenHold::amount)
                .isEqualTo(usd("0"));
        calls.extend(held.id(), key(), usd("3"), HOUR);
        assertThat(shortly(ACME)).isEqualTo("100.00 - 7.00 - 3.00 - 0.00 = 90.00");
        calls.release(held.id(), key(), "done");
        assertThat(calls.openHolds(ACME)).isEmpty();
    }

    @Test
    void goes_on_after_the_hold_expired_so_that_no_segment_is_free() {
        calls.open(ACME, monthly("100"));
        Held held = held(ACME, "10");
        part(held, "4");
        clock.advance(HOUR);
        calls.renew(ACME, key());

        Captured late = part(held, "5");
        restart();
        Captured later = part(held, "6");

        assertThat(late).extracting(Captured::overrun, Captured::found).containsExactly(usd("5"), HoldState.EXPIRED);
        assertThat(later.found()).isEqualTo(HoldState.EXPIRED);
        assertThat(shortly(ACME)).isEqualTo("100.00 - 15.00 - 0.00 - 0.00 = 85.00");
        calls.capture(held.id(), key(), usd("1"));
        assertThatThrownBy(() -> part(held, "1")).isInstanceOf(UnknownHoldException.class);
    }

    @Test
    void of_nothing_changes_nothing() {
        calls.open(ACME, monthly("100"));
        Held held = held(ACME, "10");

        assertThat(part(held, "0").paidBy()).isEmpty();
        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 10.00 - 0.00 = 90.00");
    }

    @Test
    void adds_the_labels_of_the_hold_which_those_of_the_capture_replace() {
        calls.open(ACME, monthly("100"));
        Labels labels = Labels.of("codec", "av1").with("job", "7");
        Held held = (Held) calls.submit(new Command.PlaceHold(ACME, key(), usd("5"), HOUR, labels));

        calls.submit(new Command.CaptureHold(
                held.id(), key(), usd("1"), Labels.of("job", "8").with("price", "v2"), Ending.PARTIAL));

        assertThat(calls.statement(ACME, 1).entries().get(0).labels())
                .isEqualTo(Labels.of("codec", "av1").with("job", "8").with("price", "v2"));
    }

    @Test
    void renews_the_lease_of_a_running_job_without_touching_its_amount() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "10");
        clock.advance(Duration.ofMinutes(50));

        Held renewed = (Held) calls.submit(new Command.RenewLease(held.id(), key(), Duration.ofHours(2)));
        clock.advance(Duration.ofMinutes(119));

        assertThat(renewed.leaseEnd()).isEqualTo("2026-11-10T14:50:00Z");
        assertThat(renewed.amount()).isEqualTo(usd("10"));
        assertThat(calls.renew(ACME, key()).expiredHolds()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(calls.renew(ACME, key()).expiredHolds()).containsExactly(held.id());
        assertThatThrownBy(() -> calls.submit(new Command.RenewLease(held.id(), key(), HOUR)))
                .isInstanceOf(UnknownHoldException.class);
        assertThat(calls.extend(held.id(), key(), usd("10"), HOUR)).isInstanceOf(Held.class);
    }

    @Test
    void holds_within_an_overdraft_of_the_call_at_every_level_in_place_of_the_accounts_own() {
        calls.open(ACME, monthly("10").withOverdraftLimit(usd("100")));
        calls.open(VIDEO, monthly("10"));
        Command.PlaceHold fits =
                new Command.PlaceHold(VIDEO, key(), usd("15"), HOUR, Labels.none(), Optional.of(usd("5")));
        Command.PlaceHold tooMuch =
                new Command.PlaceHold(VIDEO, key(), usd("1"), HOUR, Labels.none(), Optional.of(usd("0")));

        assertThat(calls.submit(fits)).isInstanceOf(Held.class);
        assertThat(calls.submit(tooMuch)).isEqualTo(new Shortfall(ACME, usd("1"), usd("-5"), Optional.empty()));
        // Without one of its own, VIDEO inherits the overdraft limit of ACME.
        assertThat(calls.hold(VIDEO, key(), usd("95"), HOUR)).isInstanceOf(Held.class);
        assertThat(calls.hold(VIDEO, key(), usd("0.01"), HOUR)).isInstanceOf(Shortfall.class);
    }

    @Test
    void is_recorded_where_grants_ran_out_meanwhile() {
        calls.open(ACME, monthly("0"));
        calls.submit(new Command.TopUp(
                ACME, key(), usd("5"), GrantKind.PROMOTIONAL, Optional.of(Instant.parse("2026-11-10T12:30:00Z")), "x"));
        Held held = held(ACME, "5");
        part(held, "2");
        clock.advance(HOUR);

        part(held, "3");

        assertThat(shortly(ACME)).isEqualTo("5.00 - 5.00 - 0.00 - 3.00 = -3.00");
        assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("3"));
    }
}
