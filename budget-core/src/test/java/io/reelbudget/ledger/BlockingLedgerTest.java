package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The blocking calls of a ledger")
class BlockingLedgerTest extends LedgerSpecification {

    /** A ledger that somebody else wrote: all that it has are stages. */
    private record Foreign(Ledger ledger) implements Ledger {
        @Override
        public <R> CompletionStage<R> submit(Command<R> command) {
            return ledger.submit(command);
        }

        @Override
        public <R> CompletionStage<R> read(Query<R> query) {
            return ledger.read(query);
        }

        @Override
        public CompletionStage<Verification> verify() {
            return CompletableFuture.failedFuture(new IOException("the network was down"));
        }

        @Override
        public void close() {}
    }

    @Nested
    @DisplayName("over stages alone")
    class Stages {

        @Test
        void give_the_outcomes_that_the_stages_complete_with() {
            BlockingLedger foreign = new Foreign(ledger).blocking();

            foreign.open(ACME, monthly("10"));

            assertThat(foreign.hold(ACME, key(), usd("4"), HOUR)).isInstanceOf(Result.Held.class);
            assertThat(foreign.balance(ACME)).isEqualTo(calls.balance(ACME));
        }

        @Test
        void throw_what_the_stages_fail_with() {
            BlockingLedger foreign = new Foreign(ledger).blocking();

            assertThatThrownBy(() -> foreign.balance(ACME)).isInstanceOf(UnknownAccountException.class);
            assertThatThrownBy(foreign::verify)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("the network was down");
        }
    }

    @Test
    void correct_what_was_spent() {
        calls.open(ACME, monthly("10"));
        long bonus = calls.topUp(ACME, key(), usd("5"), "bonus").grant().id();

        calls.adjust(ACME, key(), usd("12"), "a meter stood still");
        calls.voidGrant(ACME, key(), bonus, "not earned");
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("0"));
        calls.adjust(ACME, key(), usd("1"), "and ran late");
        assertThat(calls.writeOff(ACME, key(), usd("1"), "goodwill").balance().overdraft())
                .isEqualTo(usd("0"));
    }

    @Test
    void throw_what_the_first_of_many_failed_with_once_all_are_done() {
        calls.open(ACME, monthly("10"));
        Command.PlaceHold held = new Command.PlaceHold(ACME, key(), usd("1"), HOUR, Labels.none());
        List<Command.PlaceHold> commands = List.of(
                new Command.PlaceHold(AccountPath.of("nobody"), key(), usd("1"), HOUR, Labels.none()),
                new Command.PlaceHold(AccountPath.of("no-one"), key(), usd("1"), HOUR, Labels.none()),
                held);

        assertThatThrownBy(() -> calls.submitAll(commands))
                .isInstanceOfSatisfying(UnknownAccountException.class, first -> assertThat(first)
                        .hasMessageContaining("nobody"));
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("1"));
    }

    @Test
    void tell_a_shortfall_from_a_hold() {
        calls.open(ACME, Plan.monthly(Amount.parse("1", Unit.USD), ZoneOffset.UTC));

        String answer = calls.hold(ACME, key(), usd("3"), Duration.ofHours(1))
                .fold(held -> "held", shortfall -> "short of " + shortfall.missing());

        assertThat(answer).isEqualTo("short of 2.00 USD");
    }

    @Test
    void say_what_was_named_and_is_not_there() {
        calls.open(ACME, monthly("10"));
        Result.Captured captured = calls.capture(held(ACME, "2").id(), key(), usd("2"));

        assertThatThrownBy(() -> calls.refund(ACME, key(), 99, usd("1"), ""))
                .isInstanceOfSatisfying(UnknownEntryException.class, unknown -> assertThat(unknown.entry())
                        .isEqualTo(99));
        assertThatThrownBy(() -> calls.refund(ACME, key(), captured.entry(), usd("3"), ""))
                .isInstanceOfSatisfying(RefundException.class, refused -> assertThat(refused.charged())
                        .isEqualTo(usd("2")));
        assertThatThrownBy(() -> calls.submit(new Command.OpenAccount(ACME, key(), monthly("11"))))
                .isInstanceOfSatisfying(PlanConflictException.class, conflict -> assertThat(conflict.account())
                        .isEqualTo(ACME));
    }
}
