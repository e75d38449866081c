package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A ledger whose connections fail")
class UnreliableNetworkTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final TcpProxy proxy = TcpProxy.to(PostgresServer.port());
    private final PostgresSettings settings = PostgresSettings.defaults()
            .withSchema(PostgresServer.newSchema())
            .withConnections(1)
            .withStatementTimeout(Duration.ofMillis(500));
    private PostgresLedger ledger = PostgresLedger.open(proxy.url(), clock, settings);
    private BlockingLedger calls = ledger.blocking();

    @BeforeEach
    void open() {
        calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
    }

    @AfterEach
    void verify() {
        assertThat(calls.verify().differences()).isEmpty();
        ledger.close();
        proxy.close();
    }

    /** After the commit, or after the lock, or after the rows were written: a reply to each says how far it came. */
    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "INSERT 0", "UPDATE ", "SELECT "})
    void carries_out_a_command_once_whatever_reply_was_lost(String reply) {
        proxy.cutOnceInsteadOf(reply);

        Result.HoldResult answer = calls.hold(ACME, IdempotencyKey.named("job 1"), usd("3"), HOUR);

        assertThat(proxy.faults()).isEqualTo(1);
        assertThat(answer).isInstanceOf(Result.Held.class);
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("3"));
        assertThat(calls.hold(ACME, IdempotencyKey.named("job 1"), usd("3"), HOUR))
                .isEqualTo(answer);
    }

    @Test
    void carries_out_a_whole_batch_once_when_its_commit_was_not_acknowledged() {
        List<CompletionStage<Result.HoldResult>> answers = new ArrayList<>();

        proxy.cutOnceInsteadOf("COMMIT");
        for (int job = 0; job < 60; job++) {
            answers.add(ledger.submit(
                    new Command.PlaceHold(ACME, IdempotencyKey.named("job " + job), usd("1"), HOUR, Labels.none())));
        }

        for (CompletionStage<Result.HoldResult> answer : answers) {
            assertThat(answer.toCompletableFuture().join()).isInstanceOf(Result.Held.class);
        }
        assertThat(proxy.faults()).isEqualTo(1);
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("60"));
        assertThat(calls.openHolds(ACME)).hasSize(60);
    }

    @Test
    void goes_on_elsewhere_when_a_server_falls_silent() {
        proxy.fallSilentOnce();

        Result.HoldResult answer = calls.hold(ACME, IdempotencyKey.named("job 1"), usd("3"), HOUR);

        assertThat(proxy.faults()).isEqualTo(1);
        assertThat(answer).isInstanceOf(Result.Held.class);
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("3"));
    }

    @Test
    void is_slow_on_a_slow_network_and_nothing_else() {
        proxy.delay(10);

        Result.HoldResult answer = calls.hold(ACME, IdempotencyKey.named("job 1"), usd("3"), HOUR);

        assertThat(answer).isInstanceOf(Result.Held.class);
    }

    @Test
    void says_at_the_deadline_that_the_outcome_is_unknown_and_answers_when_asked_again() {
        ledger.close();
        ledger = PostgresLedger.open(proxy.url(), clock, settings.withDeadline(Duration.ofMillis(700)));
        calls = ledger.blocking();
        IdempotencyKey key = IdempotencyKey.named("job 1");
        proxy.cutAll();

        long begun = System.nanoTime();
        assertThatThrownBy(() -> calls.hold(ACME, key, usd("3"), HOUR))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("deadline of PT0.7S")
                .hasMessageContaining("send the command again with its key");
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
        proxy.letIn();

        assertThat(calls.hold(ACME, key, usd("3"), HOUR)).isInstanceOf(Result.Held.class);
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("3"));
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
