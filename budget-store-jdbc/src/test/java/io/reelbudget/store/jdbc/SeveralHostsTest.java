package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hosts that share a ledger")
class SeveralHostsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath ANN = AccountPath.of("acme/ann");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final PostgresSettings settings = PostgresSettings.defaults().withSchema(PostgresServer.newSchema());
    private final PostgresLedger one = PostgresLedger.open(PostgresServer.pool(), clock, settings);
    private final PostgresLedger other = PostgresLedger.open(PostgresServer.pool(), clock, settings);

    @AfterEach
    void verifyAndClose() {
        assertThat(one.blocking().verify().differences()).isEmpty();
        one.close();
        other.close();
    }

    @Test
    void see_what_the_others_did_at_once() {
        one.blocking().open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
        other.blocking().open(ANN, Plan.monthly(usd("10"), ZoneOffset.UTC));
        Result.Held held = (Result.Held) one.blocking().hold(ANN, key("hold"), usd("4"), HOUR);

        other.blocking().capture(held.id(), key("capture"), usd("3"));

        assertThat(one.blocking().balance(ACME).posted()).isEqualTo(usd("3"));
        assertThat(one.blocking().accounts()).containsExactly(ACME, ANN);
        assertThat(one.blocking().statement(ANN, Query.MAX_PAGE))
                .isEqualTo(other.blocking().statement(ANN, Query.MAX_PAGE));
    }

    @Test
    void answer_each_others_commands_as_they_were_answered() {
        one.blocking().open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
        Result.HoldResult answer = one.blocking().hold(ACME, key("hold"), usd("4"), HOUR);

        assertThat(other.blocking().hold(ACME, key("hold"), usd("4"), HOUR)).isEqualTo(answer);
        assertThat(other.blocking().read(new Query.OutcomeOf(ACME, key("hold"))))
                .contains(answer);
        assertThat(other.blocking().read(new Query.OutcomeOf(ACME, key("never sent"))))
                .isEmpty();
        assertThatThrownBy(() -> other.blocking().hold(ACME, key("hold"), usd("5"), HOUR))
                .isInstanceOf(IdempotencyConflictException.class);
        assertThat(one.blocking().balance(ACME).held()).isEqualTo(usd("4"));
    }

    @Test
    void give_together_no_more_than_there_is() {
        BlockingLedger calls = one.blocking();
        calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
        List<CompletableFuture<Result.HoldResult>> answers = new ArrayList<>();

        for (int job = 0; job < 300; job++) {
            PostgresLedger host = job % 2 == 0 ? one : other;
            answers.add(host.submit(new Command.PlaceHold(ACME, key("job " + job), usd("1"), HOUR, Labels.none()))
                    .toCompletableFuture());
        }
        long held = answers.stream()
                .filter(answer -> answer.join() instanceof Result.Held)
                .count();

        Balance balance = calls.balance(ACME);
        assertThat(held).isEqualTo(100);
        assertThat(balance.available()).isEqualTo(usd("0"));
        assertThat(calls.openHolds(ACME)).hasSize(100);
    }

    @Test
    void keep_an_accounts_time_from_running_backwards_when_their_clocks_differ() {
        SettableClock ahead = new SettableClock(PostgresServer.NOW.plus(Duration.ofMinutes(5)));
        try (PostgresLedger early = PostgresLedger.open(PostgresServer.pool(), ahead, settings)) {
            early.blocking().open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
            early.blocking().hold(ACME, key("first"), usd("1"), HOUR);
        }

        one.blocking().hold(ACME, key("second"), usd("1"), HOUR);

        assertThat(one.blocking().statement(ACME, 2).entries())
                .extracting(entry -> entry.time())
                .containsOnly(PostgresServer.NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void keep_roots_apart_whatever_their_names_are() {
        List<String> names = List.of("a", "A", "o'neill", "x%27", "b--", "tab", "ünïcode", "'); DROP TABLE root; --");
        List<AccountPath> roots = new ArrayList<>();
        for (String name : names) {
            try {
                roots.add(AccountPath.of(name));
            } catch (IllegalArgumentException noName) {
                // What cannot name an account does not reach the database.
            }
        }
        assertThat(roots).hasSizeGreaterThan(1);
        for (int i = 0; i < roots.size(); i++) {
            one.blocking().open(roots.get(i), Plan.monthly(usd("100"), ZoneOffset.UTC));
            // The same key everywhere: keys are scoped by root.
            one.blocking().hold(roots.get(i), key("job"), Amount.ofMicros(i + 1, Unit.USD), HOUR);
        }
        for (int i = 0; i < roots.size(); i++) {
            assertThat(other.blocking().balance(roots.get(i)).held()).isEqualTo(Amount.ofMicros(i + 1, Unit.USD));
        }
    }

    @Test
    void work_on_more_roots_than_they_keep_in_their_heaps() {
        try (PostgresLedger forgetful = PostgresLedger.open(PostgresServer.pool(), clock, settings.withKeptRoots(2))) {
            for (int i = 0; i < 12; i++) {
                forgetful.blocking().open(AccountPath.of("root-" + i), Plan.monthly(usd("10"), ZoneOffset.UTC));
            }
            for (int i = 0; i < 12; i++) {
                forgetful.blocking().hold(AccountPath.of("root-" + i), key("job"), usd("1"), HOUR);
            }
            for (int i = 0; i < 12; i++) {
                assertThat(forgetful
                                .blocking()
                                .balance(AccountPath.of("root-" + i))
                                .available())
                        .isEqualTo(usd("9"));
            }
        }
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
