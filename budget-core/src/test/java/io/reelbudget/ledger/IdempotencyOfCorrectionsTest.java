package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Command.Ending;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command on grants, plans and past charges that comes again")
class IdempotencyOfCorrectionsTest extends LedgerSpecification {

    private static final Labels AV1 = Labels.of("codec", "av1");

    private Plan buying() {
        return Plan.prepaid(Unit.USD, ZoneOffset.UTC)
                .withAutoTopUp(new AutoTopUp(
                        usd("1"),
                        usd("2"),
                        usd("100"),
                        Periods.months(ZoneOffset.UTC),
                        Duration.ZERO,
                        AutoTopUp.Settlement.CONFIRMED));
    }

    /** One of each, in an order in which each has its effect. */
    private List<Command<?>> oneOfEach() {
        HoldId hold = new HoldId(ACME, IdempotencyKey.named("hold"));
        List<Command<?>> commands = new ArrayList<>();
        commands.add(new Command.OpenAccount(ACME, key(), buying())); // entry 1
        commands.add(new Command.TopUp(ACME, key(), usd("50"), GrantKind.PAID, GrantOffer.always(), "bought")); // 2
        commands.add(new Command.TopUp(
                ACME,
                key(),
                usd("5"),
                GrantKind.PROMOTIONAL,
                GrantOffer.always().onlyFor(AV1).withPriority(7),
                "x")); // 3
        commands.add(new Command.PlaceHold(ACME, hold.key(), usd("9"), HOUR, AV1, Optional.of(usd("1")))); // 4
        commands.add(new Command.RenewLease(hold, key(), HOUR.multipliedBy(3))); // 5
        commands.add(new Command.CaptureHold(hold, key(), usd("4"), Labels.none(), Ending.PARTIAL)); // 6
        commands.add(new Command.CaptureHold(hold, key(), usd("51"), AV1)); // 7, and 8 asks for a top-up
        commands.add(new Command.ConfirmTopUp(ACME, key(), 8)); // 9
        commands.add(new Command.WriteOff(ACME, key(), usd("1"), "gone")); // nothing to write off
        commands.add(new Command.Refund(ACME, key(), 6, usd("1"), "failed")); // 10
        commands.add(new Command.Correct(ACME, key(), 7, usd("40"), Labels.of("price", "v2"), "wrong")); // 11
        commands.add(new Command.Adjust(ACME, key(), usd("-2"), "goodwill")); // 12
        commands.add(new Command.RecordUsage(ACME, key(), usd("60"), clock.instant(), AV1)); // 13, 14 asks again
        commands.add(new Command.CancelTopUp(ACME, key(), 14, "card refused")); // 15
        commands.add(new Command.TopUp(
                ACME,
                key(),
                usd("3"),
                GrantKind.PAID,
                GrantOffer.always().from(clock.instant().plusSeconds(60)),
                "l"));
        commands.add(new Command.VoidGrant(ACME, key(), 16, "by mistake"));
        commands.add(new Command.ChangePlan(ACME, key(), monthly("7"), PlanChange.NOW_PRORATED));
        commands.add(new Command.ChangePlan(
                ACME,
                key(),
                monthly("8").withLimit(Limit.soft(usd("1"), Window.trailing(HOUR))),
                PlanChange.AT_RENEWAL));
        return commands;
    }

    @Test
    void answers_the_same_and_has_no_second_effect_also_after_a_restart() {
        List<Command<?>> commands = oneOfEach();
        List<Object> outcomes = new ArrayList<>();
        commands.forEach(command -> outcomes.add(calls.submit(command)));
        long entries = calls.verify().entries();
        String balance = shortly(ACME);

        for (int i = 0; i < 2; i++) {
            for (int c = 0; c < commands.size(); c++) {
                assertThat((Object) calls.submit(commands.get(c)))
                        .as("%s", commands.get(c))
                        .isEqualTo(outcomes.get(c));
            }
            restart();
        }

        assertThat(calls.verify().entries()).isEqualTo(entries);
        assertThat(shortly(ACME)).isEqualTo(balance);
        for (int c = 0; c < commands.size(); c++) {
            assertThat(calls.read(new Query.OutcomeOf(ACME, commands.get(c).key())))
                    .contains((Result) outcomes.get(c));
        }
    }

    @Test
    void under_the_key_of_another_is_refused() {
        oneOfEach().forEach(calls::submit);
        IdempotencyKey key = key();
        calls.submit(new Command.Refund(ACME, key, 6, usd("1"), "failed"));
        long entries = calls.verify().entries();

        List<Command<?>> others = List.of(
                new Command.Refund(ACME, key, 7, usd("1"), "failed"),
                new Command.Refund(ACME, key, 6, usd("2"), "failed"),
                new Command.Refund(ACME, key, 6, usd("1"), "other"),
                new Command.Correct(ACME, key, 6, usd("1"), Labels.none(), "failed"),
                new Command.Adjust(ACME, key, usd("1"), "failed"),
                new Command.WriteOff(ACME, key, usd("1"), "failed"),
                new Command.RecordUsage(ACME, key, usd("1"), Instant.EPOCH, Labels.none()),
                new Command.VoidGrant(ACME, key, 6, "failed"),
                new Command.ConfirmTopUp(ACME, key, 6),
                new Command.CancelTopUp(ACME, key, 6, "failed"),
                new Command.ChangePlan(ACME, key, monthly("1"), PlanChange.NOW_IN_FULL));
        for (Command<?> other : others) {
            assertThatThrownBy(() -> calls.submit(other))
                    .as("%s", other)
                    .isInstanceOf(IdempotencyConflictException.class);
        }
        assertThat(calls.verify().entries()).isEqualTo(entries);
    }

    @Test
    void with_one_field_that_differs_is_told_from_the_first() {
        oneOfEach().forEach(calls::submit);
        Instant now = clock.instant();
        List<List<Command<?>>> pairs = List.of(
                List.of(
                        new Command.ChangePlan(ACME, IdempotencyKey.named("a"), monthly("1"), PlanChange.NOW_IN_FULL),
                        new Command.ChangePlan(ACME, IdempotencyKey.named("a"), monthly("1"), PlanChange.NOW_PRORATED)),
                List.of(
                        new Command.TopUp(
                                ACME, IdempotencyKey.named("b"), usd("1"), GrantKind.PAID, GrantOffer.always(), "x"),
                        new Command.TopUp(
                                ACME,
                                IdempotencyKey.named("b"),
                                usd("1"),
                                GrantKind.PAID,
                                GrantOffer.always().onlyFor(AV1),
                                "x")),
                List.of(
                        new Command.PlaceHold(ACME, IdempotencyKey.named("c"), usd("1"), HOUR, AV1, Optional.empty()),
                        new Command.PlaceHold(
                                ACME, IdempotencyKey.named("c"), usd("1"), HOUR, AV1, Optional.of(usd("0")))),
                List.of(
                        new Command.RecordUsage(ACME, IdempotencyKey.named("d"), usd("1"), now, AV1),
                        new Command.RecordUsage(ACME, IdempotencyKey.named("d"), usd("1"), now.minusSeconds(1), AV1)),
                List.of(
                        new Command.Correct(ACME, IdempotencyKey.named("e"), 6, usd("1"), AV1, "x"),
                        new Command.Correct(ACME, IdempotencyKey.named("e"), 6, usd("1"), Labels.none(), "x")));
        for (List<Command<?>> pair : pairs) {
            calls.submit(pair.get(0));
            assertThatThrownBy(() -> calls.submit(pair.get(1)))
                    .as("%s", pair.get(1))
                    .isInstanceOf(IdempotencyConflictException.class);
        }
    }
}
