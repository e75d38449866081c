package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While a capture is not on disk yet")
class DurableAnswersTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Amount ONE = Amount.parse("1", Unit.USD);
    private static final IdempotencyKey HOLD = IdempotencyKey.named("hold");
    private static final Command<?> CAPTURE =
            new Command.CaptureHold(new HoldId(ACME, HOLD), IdempotencyKey.named("capture"), ONE, Labels.none());

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
    private final Journal journal = Journal.open(disk, 64 * 1024);
    private final RecordedLedger ledger = RecordedLedger.over(journal, new ManualClock("2026-11-10T12:00:00Z"));

    @BeforeEach
    void captureWithoutForcing() {
        ledger.submit(new Command.OpenAccount(ACME, IdempotencyKey.named("open"), Plan.monthly(ONE, ZoneOffset.UTC)));
        ledger.submit(new Command.PlaceHold(ACME, HOLD, ONE, Duration.ofHours(1), Labels.none()));
        journal.flush();
        ledger.submit(CAPTURE);
    }

    private Map<String, CompletionStage<?>> answersThatRestOnIt() {
        Map<String, CompletionStage<?>> answers = new LinkedHashMap<>();
        answers.put("the same again", ledger.submit(CAPTURE));
        answers.put("a conflict", ledger.submit(new Command.Renew(ACME, IdempotencyKey.named("capture"))));
        answers.put(
                "an unknown hold",
                ledger.submit(new Command.ReleaseHold(new HoldId(ACME, HOLD), IdempotencyKey.named("release"), "")));
        answers.put("a balance", ledger.read(new Query.BalanceOf(ACME)));
        answers.put("open holds", ledger.read(new Query.OpenHoldsOf(ACME)));
        answers.put("accounts", ledger.read(new Query.Accounts()));
        answers.put("a statement", ledger.read(new Query.StatementOf(ACME, OptionalLong.empty(), 10)));
        return answers;
    }

    @Test
    void no_answer_tells_of_it_not_even_a_refusal() {
        Map<String, CompletionStage<?>> answers = answersThatRestOnIt();

        answers.forEach((what, answer) ->
                assertThat(answer.toCompletableFuture()).as(what).isNotDone());

        journal.flush();
        CompletableFuture<?>[] all = answers.values().stream()
                .map(answer -> answer.toCompletableFuture().handle((done, refused) -> done))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();
    }

    @Test
    void every_answer_is_lost_with_it_when_the_disk_fails() {
        Map<String, CompletionStage<?>> answers = answersThatRestOnIt();
        disk.failNextForce();

        journal.flush();

        answers.forEach((what, answer) -> assertThat(answer.toCompletableFuture())
                .as(what)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("must not go on"));
    }
}
