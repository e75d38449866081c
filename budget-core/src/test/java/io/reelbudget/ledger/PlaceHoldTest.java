package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldResult;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Placing a hold")
class PlaceHoldTest extends LedgerSpecification {

    @Test
    void sets_the_amount_aside_at_every_level() {
        openPath("100", "50", "20");

        Held held = held(ANN, "15");

        assertThat(held.amount()).isEqualTo(usd("15"));
        assertThat(held.leaseEnd()).isEqualTo("2026-11-10T13:00:00Z");
        assertThat(held.balance()).isEqualTo(calls.balance(ANN));
        assertThat(shortly(ANN)).isEqualTo("20.00 - 0.00 - 15.00 - 0.00 = 5.00");
        assertThat(shortly(VIDEO)).isEqualTo("50.00 - 0.00 - 15.00 - 0.00 = 35.00");
        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 15.00 - 0.00 = 85.00");
        assertThat(calls.openHolds(ANN))
                .containsExactly(new OpenHold(held.id(), usd("15"), clock.instant(), held.leaseEnd(), Labels.none()));
        assertThat(calls.openHolds(ACME)).isEmpty();
    }

    @Test
    void takes_the_last_millionth_but_not_one_more() {
        calls.open(ACME, monthly("10"));

        assertThat(calls.hold(ACME, key(), usd("10.000001"), HOUR)).isInstanceOf(Shortfall.class);
        assertThat(calls.hold(ACME, key(), usd("10"), HOUR)).isInstanceOf(Held.class);
        assertThat(calls.hold(ACME, key(), usd("0.000001"), HOUR))
                .isEqualTo(new Shortfall(ACME, usd("0.000001"), usd("0"), Optional.empty()));
    }

    @Test
    void names_the_topmost_level_that_is_short_and_holds_nothing_anywhere() {
        openPath("100", "10", "5");

        HoldResult refused = calls.hold(ANN, key(), usd("12"), HOUR);

        assertThat(refused).isEqualTo(new Shortfall(VIDEO, usd("12"), usd("10"), Optional.empty()));
        assertThat(((Shortfall) refused).missing()).isEqualTo(usd("2"));
        assertThat(shortly(ACME)).isEqualTo("100.00 - 0.00 - 0.00 - 0.00 = 100.00");
        assertThat(shortly(VIDEO)).isEqualTo("10.00 - 0.00 - 0.00 - 0.00 = 10.00");
        assertThat(shortly(ANN)).isEqualTo("5.00 - 0.00 - 0.00 - 0.00 = 5.00");
    }

    @Test
    void may_go_below_zero_by_the_overdraft_limit() {
        calls.open(ACME, monthly("10").withOverdraftLimit(usd("5")));

        assertThat(calls.hold(ACME, key(), usd("15.01"), HOUR))
                .isEqualTo(new Shortfall(ACME, usd("15.01"), usd("15"), Optional.empty()));
        held(ACME, "15");

        assertThat(calls.balance(ACME).available()).isEqualTo(usd("-5"));
        assertThat(calls.balance(ACME).overdraftLimit()).isEqualTo(usd("5"));
    }

    @Test
    void keeps_its_labels() {
        calls.open(ACME, monthly("10"));
        Labels labels = Labels.of("codec", "av1").with("job", "4711");

        calls.submit(new Command.PlaceHold(ACME, key(), usd("1"), HOUR, labels));

        assertThat(calls.openHolds(ACME))
                .singleElement()
                .extracting(OpenHold::labels)
                .isEqualTo(labels);
    }

    @Test
    void refuses_an_account_that_is_not_open_and_a_foreign_unit() {
        calls.open(ACME, monthly("10"));

        assertThatThrownBy(() -> held(VIDEO, "1")).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> held(AccountPath.of("nobody"), "1")).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> calls.hold(ACME, key(), Amount.parse("1", Unit.VCPU_SECONDS), HOUR))
                .isInstanceOf(UnitMismatchException.class)
                .hasMessage("Amount was in vCPU-s but must be in USD; convert it first, at a rate you choose.");
        assertThat(shortly(ACME)).isEqualTo("10.00 - 0.00 - 0.00 - 0.00 = 10.00");
    }

    /** One hold alone, a few, and more are found in three ways. */
    @Test
    void is_known_by_all_of_its_key_and_by_its_account() {
        calls.open(ACME, monthly("100"));
        List<AccountPath> others = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            others.add(AccountPath.of("acme/team" + i));
            calls.open(others.get(i), monthly("100"));
        }
        List<HoldId> open = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            open.add(new HoldId(ACME, new IdempotencyKey(1 + i / 4, i)));
            calls.hold(ACME, open.get(i - 1).key(), usd("1"), HOUR);

            for (HoldId hold : open) {
                IdempotencyKey key = hold.key();
                requireUnknown(new HoldId(ACME, new IdempotencyKey(key.high() + 10, key.low())));
                requireUnknown(new HoldId(ACME, new IdempotencyKey(key.high(), key.low() + 10)));
                others.forEach(other -> requireUnknown(new HoldId(other, key)));
                // Spread alike among many.
                requireUnknown(new HoldId(others.get(0), new IdempotencyKey(key.high() ^ 1, key.low())));
            }
        }
        open.forEach(hold -> assertThat(calls.release(hold, key(), "").amount()).isEqualTo(usd("1")));
        open.forEach(this::requireUnknown);
    }

    private void requireUnknown(HoldId hold) {
        assertThatThrownBy(() -> calls.release(hold, IdempotencyKey.named("never carried out"), ""))
                .isInstanceOf(UnknownHoldException.class);
    }
}
