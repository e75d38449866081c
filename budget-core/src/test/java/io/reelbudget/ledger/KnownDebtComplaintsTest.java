package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Terms;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Shortfall;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What went wrong in other budget software, by the public reports named with each test, must not go wrong here. */
@DisplayName("What went wrong elsewhere with debt")
class KnownDebtComplaintsTest extends LedgerSpecification {

    @Nested
    @DisplayName("by negative balances and overruns")
    class Overruns {

        @Test
        @DisplayName("DEEIX-AI/DEEIX-Chat#477: a settlement that failed rolled the usage back and released the hold")
        void a_capture_above_the_hold_was_refused_and_the_work_was_free() {
            calls.open(ACME, monthly("10"));
            Held held = held(ACME, "1");

            calls.capture(held.id(), key(), usd("1000"));

            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("1000"));
        }

        @Test
        @DisplayName("polarsource/polar#5648, 2witstudios/PageSpace#1527: clamping at zero hid the debt")
        void debt_was_clamped_at_zero() {
            calls.open(ACME, monthly("10"));
            calls.capture(held(ACME, "10").id(), key(), usd("13"));
            assertThat(calls.balance(ACME).available()).isEqualTo(usd("-3"));
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("3"));

            calls.topUp(ACME, key(), usd("5"), "bought");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("2"));
        }

        @Test
        @DisplayName("cgrates/cgrates#350, #98: something was debited that nobody had authorised")
        void a_capture_without_a_hold_was_debited() {
            calls.open(ACME, monthly("10"));

            assertThatThrownBy(() -> calls.capture(new HoldId(ACME, key()), key(), usd("1")))
                    .isInstanceOf(UnknownHoldException.class);
            assertThat(calls.balance(ACME).posted()).isEqualTo(usd("0"));
        }

        @Test
        @DisplayName("bucket4j/bucket4j#417: consuming a negative amount added to the budget")
        void spending_less_than_nothing_added_to_the_budget() {
            calls.open(ACME, monthly("10"));
            Held held = held(ACME, "5");

            assertThatThrownBy(() -> calls.hold(ACME, key(), usd("-1"), HOUR))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.capture(held.id(), key(), usd("-1")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.extend(held.id(), key(), usd("-1"), HOUR))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.recordUsage(ACME, key(), usd("-1"), clock.instant(), Labels.none()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> calls.topUp(ACME, key(), usd("-1"), "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        @DisplayName("openmeterio/openmeter PR#1344: overage disappeared at the reset or was always kept")
        void overage_was_lost_or_kept_at_the_reset_without_being_asked_for() {
            calls.open(ACME, monthly("10"));
            calls.open(VIDEO, monthly("10").withTerms(Terms.inherited().withCarriedDebt(DebtCarry.none())));
            calls.capture(held(VIDEO, "10").id(), key(), usd("14"));
            clock.set("2026-12-01T00:00:00Z");

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("6"));
            assertThat(calls.balance(VIDEO).available()).isEqualTo(usd("10"));
        }
    }

    @Nested
    @DisplayName("by overdrafts")
    class Overdrafts {

        @Test
        @DisplayName(
                "formancehq/ledger#246, #341, #372, #379, #1500, tigerbeetle#2955: no overdraft per account or call")
        void an_overdraft_could_not_be_given_to_one_account_or_one_call() {
            calls.open(ACME, monthly("10").withOverdraftLimit(usd("5")));
            assertThat(calls.hold(ACME, key(), usd("15"), HOUR)).isInstanceOf(Held.class);
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);
            assertThat(calls.submit(
                            new Command.PlaceHold(ACME, key(), usd("1"), HOUR, Labels.none(), Optional.of(usd("6")))))
                    .isInstanceOf(Held.class);

            calls.changePlan(ACME, key(), monthly("10").withOverdraftLimit(usd("7")), PlanChange.NOW_IN_FULL);

            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Held.class);
        }

        @Test
        @DisplayName("BerriAI/litellm#20615, #22726: after a price typo all were blocked till the database was edited")
        void a_price_typo_blocked_everyone_until_the_database_was_edited() {
            calls.open(ACME, monthly("10"));
            calls.capture(held(ACME, "5").id(), key(), usd("5000"));
            assertThat(calls.hold(ACME, key(), usd("1"), HOUR)).isInstanceOf(Shortfall.class);

            new Rerating(ACME, Instant.EPOCH, clock.instant().plusSeconds(1), "v2", "a point was missing")
                    .run(calls, capture -> usd("5"));

            assertThat(calls.balance(ACME).available()).isEqualTo(usd("5"));
            assertThat(calls.balance(ACME).overdraft()).isEqualTo(usd("0"));
        }
    }
}
