package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Result.Granted;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Topping up")
class TopUpTest extends LedgerSpecification {

    @Test
    void grants_to_the_named_account_alone() {
        openPath("100", "50", "20");

        Granted granted = calls.topUp(VIDEO, key(), usd("30"), "invoice 7");

        assertThat(granted.grant())
                .isEqualTo(new Grant(
                        7,
                        GrantKind.PAID,
                        usd("30"),
                        usd("30"),
                        clock.instant(),
                        Optional.empty(),
                        GrantOffer.DEFAULT_PRIORITY,
                        Labels.none(),
                        "invoice 7"));
        assertThat(granted.balance()).isEqualTo(calls.balance(VIDEO));
        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 0.00 - 0.00 = 100.00");
        assertThat(shortly(VIDEO)).isEqualTo("80.00 - 0.00 - 0.00 - 0.00 = 80.00");
        assertThat(shortly(ANN)).isEqualTo("20.00 - 0.00 - 0.00 - 0.00 = 20.00");
    }

    @Test
    void pays_off_debt_first() {
        calls.open(ACME, monthly("10"));
        Held held = held(ACME, "10");
        calls.capture(held.id(), key(), usd("25"));

        Granted tooLittle = calls.topUp(ACME, key(), usd("6"), "first");
        Granted enough = calls.topUp(ACME, key(), usd("20"), "second");

        assertThat(tooLittle.grant().remaining()).isEqualTo(usd("0"));
        assertThat(enough.grant().remaining()).isEqualTo(usd("11"));
        assertThat(enough.balance().available()).isEqualTo(usd("11"));
        assertThat(calls.grants(ACME)).containsExactly(enough.grant());
    }

    @Test
    void is_lost_when_it_expires() {
        calls.open(ACME, monthly("10"));
        calls.submit(new Command.TopUp(
                ACME,
                key(),
                usd("5"),
                GrantKind.PROMOTIONAL,
                Optional.of(Instant.parse("2026-11-11T00:00:00Z")),
                "welcome"));
        Held held = held(ACME, "2");
        calls.capture(held.id(), key(), usd("2"));

        clock.set("2026-11-10T23:59:59.999999Z");
        assertThat(shortly(ACME)).isEqualTo("15.00 - 2.00 - 0.00 - 0.00 = 13.00");
        clock.set("2026-11-11T00:00:00Z");
        assertThat(shortly(ACME)).isEqualTo("15.00 - 2.00 - 0.00 - 3.00 = 10.00");
    }

    @Test
    void refuses_a_foreign_unit_and_totals_beyond_what_an_amount_can_be() {
        calls.open(ACME, monthly("10"));

        assertThatThrownBy(() -> calls.topUp(ACME, key(), Amount.parse("1", Unit.VCPU_SECONDS), "no"))
                .isInstanceOf(UnitMismatchException.class);
        Amount most = Amount.ofMicros(Amount.MAX_MICROS, Unit.USD);
        assertThatThrownBy(() -> calls.topUp(ACME, key(), most, "too much"))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Account 'acme' would have granted and announced 1152921504616846976 millionths of USD"
                        + " of all time but it must be at most 1152921504606846976; open an account that counts in a"
                        + " larger unit.");
        assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 0.00 - 0.00 = 10.00");
    }
}
