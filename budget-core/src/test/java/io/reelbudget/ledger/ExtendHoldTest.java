package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldResult;
import io.reelbudget.ledger.Result.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Extending a hold")
class ExtendHoldTest extends LedgerSpecification {

    @Test
    void raises_the_hold_at_every_level_and_renews_the_lease() {
        openPath("100", "50", "20");
        Held held = held(ANN, "5");
        clock.advance(Duration.ofMinutes(30));

        HoldResult extended = calls.extend(held.id(), key(), usd("12"), HOUR);

        assertThat(extended)
                .isEqualTo(new Held(held.id(), usd("12"), Instant.parse("2026-11-10T13:30:00Z"), calls.balance(ANN)));
        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 12.00 - 0.00 = 88.00");
    }

    @Test
    void lowers_the_hold_and_gives_back_the_rest() {
        openPath("100", "50", "20");
        Held held = held(ANN, "15");

        calls.extend(held.id(), key(), usd("4"), HOUR);

        assertThat(shortly(ANN)).isEqualTo("20.00 - 0.00 - 4.00 - 0.00 = 16.00");
        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 4.00 - 0.00 = 96.00");
    }

    @Test
    void changes_nothing_when_a_level_is_short_of_the_difference() {
        openPath("100", "10", "20");
        Held held = held(ANN, "8");

        HoldResult refused = calls.extend(held.id(), key(), usd("11"), HOUR.multipliedBy(5));

        assertThat(refused).isEqualTo(new Shortfall(VIDEO, usd("3"), usd("2"), Optional.empty()));
        assertThat(calls.openHolds(ANN))
                .containsExactly(new OpenHold(held.id(), usd("8"), clock.instant(), held.leaseEnd(), Labels.none()));
    }

    @Test
    void is_a_heartbeat_when_the_amount_stays_though_nothing_is_available() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "10");
        clock.advance(HOUR);

        HoldResult extended = calls.extend(held.id(), key(), usd("10"), HOUR);

        assertThat(((Held) extended).leaseEnd()).isEqualTo("2026-11-10T14:00:00Z");
        assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 10.00 - 0.00 = 0.00");
    }

    @Test
    void holds_again_what_had_expired_if_there_is_room() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "8");
        clock.advance(HOUR);
        calls.renew(ACME, key());

        HoldResult extended = calls.extend(held.id(), key(), usd("9"), HOUR);

        assertThat(extended).isInstanceOf(Held.class);
        assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 9.00 - 0.00 = 1.00");
        assertThat(calls.openHolds(ACME)).extracting(OpenHold::id).containsExactly(held.id());
    }

    @Test
    void does_not_hold_again_what_had_expired_where_another_hold_took_the_room() {
        calls.open(ACME, monthly("10"));
        Held late = held(ACME, "8");
        clock.advance(HOUR);
        calls.renew(ACME, key());
        held(ACME, "7");

        HoldResult extended = calls.extend(late.id(), key(), usd("8"), HOUR);

        assertThat(extended).isEqualTo(new Shortfall(ACME, usd("8"), usd("3"), Optional.empty()));
    }

    @Test
    void refuses_a_hold_that_was_never_placed_or_has_ended() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "8");
        calls.release(held.id(), key(), "no longer wanted");
        HoldId never = new HoldId(ACME, key());

        assertThatThrownBy(() -> calls.extend(held.id(), key(), usd("1"), HOUR))
                .isInstanceOf(UnknownHoldException.class);
        assertThatThrownBy(() -> calls.extend(never, key(), usd("1"), HOUR))
                .isInstanceOf(UnknownHoldException.class)
                .hasMessage("Hold was '" + never + "' but must be one that was placed and neither captured nor"
                        + " released; look it up in the account's statement.");
    }
}
