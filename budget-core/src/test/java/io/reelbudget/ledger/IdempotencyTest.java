package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Shortfall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command that comes again")
class IdempotencyTest extends LedgerSpecification {

    @Test
    void has_the_same_outcome_and_no_second_effect_whatever_it_is() {
        List<Command<?>> commands = new ArrayList<>();
        List<Object> outcomes = new ArrayList<>();
        submitAll(commands, outcomes);
        String balance = shortly(ACME);
        int entries = calls.statement(ACME, 1_000).entries().size();
        clock.advance(Duration.ofMinutes(5));
        held(ACME, "0.10");

        List<Object> again = new ArrayList<>();
        commands.forEach(command -> again.add(calls.submit(command)));

        assertThat(again).isEqualTo(outcomes);
        assertThat(calls.statement(ACME, 1_000).entries()).hasSize(entries + 1);
        assertThat(balance).isEqualTo("15.00 - 2.00 - 3.00 - 0.00 = 10.00");
    }

    private void submitAll(List<Command<?>> commands, List<Object> outcomes) {
        HoldId captured = new HoldId(ACME, IdempotencyKey.named("captured"));
        HoldId released = new HoldId(ACME, IdempotencyKey.named("released"));
        HoldId kept = new HoldId(ACME, IdempotencyKey.named("kept"));
        commands.add(new Command.OpenAccount(ACME, key(), monthly("10")));
        commands.add(new Command.PlaceHold(ACME, captured.key(), usd("1"), HOUR, Labels.of("a", "b")));
        commands.add(new Command.PlaceHold(ACME, released.key(), usd("2"), HOUR, Labels.none()));
        commands.add(new Command.PlaceHold(ACME, kept.key(), usd("2"), HOUR, Labels.none()));
        commands.add(new Command.PlaceHold(ACME, key(), usd("6"), HOUR, Labels.none()));
        commands.add(new Command.ExtendHold(kept, key(), usd("3"), HOUR));
        commands.add(new Command.ExtendHold(kept, key(), usd("11"), HOUR));
        commands.add(new Command.CaptureHold(captured, key(), usd("2"), Labels.none()));
        commands.add(new Command.ReleaseHold(released, key(), "no"));
        commands.add(new Command.TopUp(ACME, key(), usd("5"), GrantKind.PAID, Optional.empty(), "yes"));
        commands.add(new Command.Renew(ACME, key()));
        commands.add(new Command.Note(ACME, key(), "kind", "text"));
        commands.add(new Command.OpenAccount(ACME, key(), monthly("10")));
        commands.forEach(command -> outcomes.add(calls.submit(command)));
    }

    @Test
    void under_the_same_key_with_other_content_is_refused_and_changes_nothing() {
        calls.open(ACME, monthly("10"));
        calls.open(VIDEO, monthly("10"));
        IdempotencyKey key = key();
        Labels none = Labels.none();
        calls.submit(new Command.PlaceHold(ACME, key, usd("1"), HOUR, none));
        String before = shortly(ACME);

        List<Command<?>> others = List.of(
                new Command.PlaceHold(ACME, key, usd("1.000001"), HOUR, none),
                new Command.PlaceHold(ACME, key, usd("1"), HOUR.plusSeconds(1), none),
                new Command.PlaceHold(ACME, key, usd("1"), HOUR, Labels.of("a", "b")),
                new Command.PlaceHold(VIDEO, key, usd("1"), HOUR, none),
                new Command.Renew(ACME, key),
                new Command.TopUp(ACME, key, usd("1"), GrantKind.PAID, Optional.empty(), ""),
                new Command.Note(ACME, key, "kind", "text"),
                new Command.CaptureHold(new HoldId(ACME, key), key, usd("1"), none));

        for (Command<?> other : others) {
            assertThatThrownBy(() -> calls.submit(other))
                    .isInstanceOfSatisfying(IdempotencyConflictException.class, conflict -> assertThat(conflict.key())
                            .isEqualTo(key))
                    .hasMessage("Idempotency key was '" + key + "', used before with other content, but must be new;"
                            + " give each command a key of its own and send it unchanged when you repeat it.");
        }
        assertThat(shortly(ACME)).isEqualTo(before);
    }

    @Test
    void is_remembered_when_it_was_refused_for_want_of_money_even_if_there_is_some_now() {
        calls.open(ACME, monthly("10"));
        IdempotencyKey key = key();
        Shortfall refused = (Shortfall) calls.hold(ACME, key, usd("11"), HOUR);
        calls.topUp(ACME, key(), usd("5"), "more");

        assertThat(calls.hold(ACME, key, usd("11"), HOUR)).isEqualTo(refused);
        assertThat(calls.hold(ACME, key(), usd("11"), HOUR)).isInstanceOf(Held.class);
    }

    @Test
    void is_not_remembered_when_it_was_a_mistake() {
        IdempotencyKey key = key();
        assertThatThrownBy(() -> calls.hold(ACME, key, usd("1"), HOUR)).isInstanceOf(UnknownAccountException.class);
        calls.open(ACME, monthly("10"));

        assertThat(calls.hold(ACME, key, usd("2"), HOUR)).isInstanceOf(Held.class);
    }

    @Test
    void is_known_by_its_key_within_its_root_only() {
        calls.open(ACME, monthly("10"));
        AccountPath other = AccountPath.of("other");
        calls.open(other, monthly("10"));
        IdempotencyKey key = key();

        calls.hold(ACME, key, usd("1"), HOUR);

        assertThat(calls.hold(other, key, usd("2"), HOUR)).isInstanceOf(Held.class);
    }

    @Test
    void is_remembered_for_seven_days_and_never_opens_a_second_hold_of_its_name() {
        calls.open(ACME, monthly("10"));
        IdempotencyKey key = key();
        Held held = (Held) calls.hold(ACME, key, usd("1"), Duration.ofDays(30));

        clock.advance(Duration.ofDays(7));
        calls.submit(new Command.Note(ACME, key(), "note", "a week went by"));
        assertThat(calls.hold(ACME, key, usd("1"), Duration.ofDays(30))).isEqualTo(held);
        clock.advance(Duration.ofSeconds(1));
        calls.submit(new Command.Note(ACME, key(), "note", "and a second"));

        assertThatThrownBy(() -> calls.hold(ACME, key, usd("1"), Duration.ofDays(30)))
                .isInstanceOf(IdempotencyConflictException.class);
        calls.release(held.id(), key(), "so that its name is free");
        assertThat(calls.hold(ACME, key, usd("2"), Duration.ofDays(30))).isInstanceOf(Held.class);
    }

    @Test
    void tells_what_was_answered_under_a_key_and_nothing_under_one_that_it_does_not_know() {
        calls.open(ACME, monthly("10"));
        IdempotencyKey key = key();
        Result.HoldResult held = calls.hold(ACME, key, usd("1"), HOUR);

        assertThat(calls.read(new Query.OutcomeOf(ACME, key))).contains((Result) held);
        assertThat(calls.read(new Query.OutcomeOf(ACME, key()))).isEmpty();
    }
}
