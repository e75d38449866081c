package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A ledger that shares its database with others")
@RealPostgres
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrowdedDatabaseTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath OTHER = AccountPath.of("other");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final String schema = PostgresServer.newSchema();
    private final PostgresSettings settings =
            PostgresSettings.defaults().withSchema(schema).withConnections(1);
    private final PostgresLedger ledger = PostgresLedger.open(PostgresServer.pool(), clock, settings);
    private final BlockingLedger calls = ledger.blocking();

    @BeforeEach
    void open() {
        calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
        calls.open(OTHER, Plan.monthly(usd("100"), ZoneOffset.UTC));
    }

    @AfterEach
    void verify() {
        assertThat(calls.verify().differences()).isEmpty();
        ledger.close();
    }

    @Test
    void lets_an_account_that_somebody_locked_hold_up_no_other() throws SQLException {
        CompletableFuture<Result.HoldResult> held;
        try (Connection somebody = PostgresServer.pool().getConnection()) {
            somebody.setAutoCommit(false);
            execute(somebody, "SELECT * FROM " + schema + ".root WHERE name = 'acme' FOR UPDATE");
            held = place(ledger, "job 1");

            assertThat(calls.hold(OTHER, IdempotencyKey.named("job 2"), usd("1"), HOUR))
                    .isInstanceOf(Result.Held.class);
            assertThat(held).isNotDone();
            somebody.rollback();
            somebody.setAutoCommit(true);
        }
        assertThat(held.join()).isInstanceOf(Result.Held.class);
    }

    @Test
    void says_at_the_deadline_that_an_account_was_locked() throws SQLException {
        try (Connection somebody = PostgresServer.pool().getConnection();
                PostgresLedger hurried = PostgresLedger.open(
                        PostgresServer.pool(), clock, settings.withDeadline(Duration.ofMillis(300)))) {
            somebody.setAutoCommit(false);
            execute(somebody, "SELECT * FROM " + schema + ".root WHERE name = 'acme' FOR UPDATE");

            assertThatThrownBy(() -> place(hurried, "job 1").join())
                    .hasCauseInstanceOf(LedgerUnavailableException.class);
            somebody.rollback();
            somebody.setAutoCommit(true);
        }
        assertThat(place(ledger, "job 1").join()).isInstanceOf(Result.Held.class);
    }

    @Test
    void tries_again_after_a_statement_that_took_too_long() throws SQLException {
        try (PostgresLedger hurried = PostgresLedger.open(
                        PostgresServer.pool(), clock, settings.withStatementTimeout(Duration.ofMillis(100)));
                Connection somebody = PostgresServer.pool().getConnection()) {
            somebody.setAutoCommit(false);
            execute(somebody, "LOCK TABLE " + schema + ".entry IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Result.HoldResult> held = place(hurried, "job 1");
            execute(somebody, "SELECT pg_sleep(0.3)");
            assertThat(held).isNotDone();
            somebody.rollback();
            somebody.setAutoCommit(true);

            assertThat(held.join()).isInstanceOf(Result.Held.class);
        }
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("1"));
    }

    @Test
    void says_at_the_deadline_that_its_statements_took_too_long() throws SQLException {
        PostgresSettings brief =
                settings.withDeadline(Duration.ofSeconds(2)).withStatementTimeout(Duration.ofMillis(200));
        try (PostgresLedger hurried = PostgresLedger.open(PostgresServer.pool(), clock, brief);
                Connection somebody = PostgresServer.pool().getConnection()) {
            somebody.setAutoCommit(false);
            execute(somebody, "LOCK TABLE " + schema + ".entry IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> place(hurried, "job 1").join())
                    .hasCauseInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("did not answer within its deadline of PT2S")
                    .hasMessageContaining("canceling statement due to statement timeout");
            somebody.rollback();
            somebody.setAutoCommit(true);
        }
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("0"));
    }

    @Test
    void says_what_a_pool_without_a_free_connection_needs() throws SQLException {
        try (HikariDataSource small = PostgresServer.pool(PostgresServer.port(), 1, Duration.ofMillis(250))) {
            try (PostgresLedger starved =
                    PostgresLedger.open(small, clock, settings.withDeadline(Duration.ofMillis(400)))) {
                try (Connection taken = small.getConnection()) {
                    assertThat(taken.isValid(1)).isTrue();
                    assertThatThrownBy(() -> place(starved, "job 1").join())
                            .hasCauseInstanceOf(LedgerUnavailableException.class)
                            .hasMessageContaining("keeps 1 connections to itself and needs one more for reading")
                            .hasMessageContaining("Connection is not available");
                }
                assertThat(place(starved, "job 1").join()).isInstanceOf(Result.Held.class);
            }
        }
    }

    @Test
    void keeps_the_deadline_of_commands_that_wait_behind_a_full_batch() throws SQLException {
        try (HikariDataSource small = PostgresServer.pool(PostgresServer.port(), 1, Duration.ofSeconds(1));
                PostgresLedger starved =
                        PostgresLedger.open(small, clock, settings.withDeadline(Duration.ofMillis(500)));
                Connection taken = small.getConnection()) {
            assertThat(taken.isValid(1)).isTrue();
            long begun = System.nanoTime();
            List<CompletableFuture<Result.HoldResult>> answers = IntStream.range(0, 10_000)
                    .mapToObj(number -> place(starved, "job " + number))
                    .toList();

            answers.forEach(
                    answer -> assertThatThrownBy(answer::join).hasCauseInstanceOf(LedgerUnavailableException.class));

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("the deadline and the try that was under way, not one for each batch")
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void lists_accounts_and_reads_old_entries_for_no_longer_than_it_may() throws SQLException {
        Duration brief = Duration.ofMillis(300);
        try (PostgresLedger hurried = PostgresLedger.open(PostgresServer.pool(), clock, settings.withDeadline(brief));
                Connection somebody = PostgresServer.pool().getConnection()) {
            somebody.setAutoCommit(false);
            execute(somebody, "LOCK TABLE " + schema + ".account, " + schema + ".beginning IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> hurried.blocking().accounts())
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("statement timeout");
            EntryReader past =
                    new EntryReader(PostgresServer.pool(), new LedgerSql(schema), settings.withStatementTimeout(brief));
            assertThatThrownBy(() -> past.beginning("acme"))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("statement timeout");
            execute(somebody, "LOCK TABLE " + schema + ".root IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> PostgresLedger.open(PostgresServer.pool(), clock, settings.withDeadline(brief)))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("statement timeout");
            somebody.rollback();
            somebody.setAutoCommit(true);
        }
    }

    @Test
    void gives_connections_back_as_they_were() throws SQLException {
        try (HikariDataSource small = PostgresServer.pool(PostgresServer.port(), 1)) {
            PostgresLedger borrowing = PostgresLedger.open(small, clock, settings);
            place(borrowing, "job 1").join();
            borrowing.close();

            try (Connection connection = small.getConnection();
                    Statement show = connection.createStatement()) {
                assertThat(connection.getAutoCommit()).isTrue();
                for (String setting : new String[] {"enable_seqscan=on", "statement_timeout=0"}) {
                    try (ResultSet row = show.executeQuery("SHOW " + setting.substring(0, setting.indexOf('=')))) {
                        row.next();
                        assertThat(row.getString(1)).isEqualTo(setting.substring(setting.indexOf('=') + 1));
                    }
                }
            }
        }
    }

    private static CompletableFuture<Result.HoldResult> place(PostgresLedger ledger, String job) {
        return ledger.submit(new Command.PlaceHold(ACME, IdempotencyKey.named(job), usd("1"), HOUR, Labels.none()))
                .toCompletableFuture();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
