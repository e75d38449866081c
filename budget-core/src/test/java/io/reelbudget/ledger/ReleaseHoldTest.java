package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Released;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Releasing a hold")
class ReleaseHoldTest extends LedgerSpecification {

    @Test
    void gives_all_of_it_back_at_every_level() {
        openPath("100", "50", "20");
        Held held = held(ANN, "15");

        Released released = calls.release(held.id(), key(), "job was cancelled");

        assertThat(released).isEqualTo(new Released(held.id(), usd("15"), calls.balance(ANN)));
        assertThat(shortly(ANN)).isEqualTo("20.00 - 0.00 - 0.00 - 0.00 = 20.00");
        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 0.00 - 0.00 = 100.00");
    }

    @Test
    void gives_nothing_back_of_a_hold_that_expired_before() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "8");
        clock.advance(HOUR);
        calls.renew(ACME, key());

        assertThat(calls.release(held.id(), key(), "found late").amount()).isEqualTo(usd("0"));
        assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 0.00 - 0.00 = 10.00");
    }

    @Test
    void is_final() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "8");
        calls.release(held.id(), key(), "job was cancelled");

        assertThatThrownBy(() -> calls.capture(held.id(), key(), usd("1"))).isInstanceOf(UnknownHoldException.class);
    }
}
