package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.StoreBatch;
import io.reelbudget.testkit.SettableClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A ledger whose transactions the database refuses")
@RealPostgres
class RefusedTransactionsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    /** When a transaction is refused. */
    private enum When {
        STATEMENT,
        COMMIT
    }

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final String schema = PostgresServer.newSchema();
    private final PostgresSettings settings =
            PostgresSettings.defaults().withSchema(schema).withConnections(1);
    private final StoreLog told = new StoreLog();
    private final PostgresLedger ledger = PostgresLedger.open(PostgresServer.pool(), clock, settings, told);
    private final BlockingLedger calls = ledger.blocking();

    @BeforeEach
    void open() {
        calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
    }

    @AfterEach
    void verify() {
        assertThat(calls.verify().differences()).isEmpty();
        ledger.close();
    }

    /** Whatever an engine refuses at a statement or only at the commit, such as a distributed one its conflicts. */
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "40003", "55P03", "57014", "53300", "57P01", "25006"})
    void carries_out_a_command_once_however_often_it_was_refused_before(String state) throws SQLException {
        refuseNext(state, When.STATEMENT, 3);
        assertThat(calls.hold(ACME, key("statement"), usd("3"), HOUR)).isInstanceOf(Result.Held.class);
        assertThat(told.states()).isEqualTo(Collections.nCopies(3, state));
        told.failures.clear();

        refuseNext(state, When.COMMIT, 2);
        assertThat(calls.hold(ACME, key("commit"), usd("4"), HOUR)).isInstanceOf(Result.Held.class);

        assertThat(told.states()).isEqualTo(Collections.nCopies(2, state));
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("7"));
        assertThat(calls.openHolds(ACME)).hasSize(2);
    }

    @Test
    void says_at_the_deadline_what_it_was_refused_for() throws SQLException {
        try (PostgresLedger hurried =
                PostgresLedger.open(PostgresServer.pool(), clock, settings.withDeadline(Duration.ofSeconds(2)))) {
            refuseNext("40001", When.STATEMENT, 1_000_000);

            assertThatThrownBy(() -> hurried.blocking().hold(ACME, key("job"), usd("3"), HOUR))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("did not answer within its deadline of PT2S")
                    .hasMessageContaining("refused by the test");
            allowAll();
        }
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("0"));
        assertThat(calls.hold(ACME, key("job"), usd("3"), HOUR)).isInstanceOf(Result.Held.class);
    }

    @Test
    void gives_up_at_once_what_would_be_refused_again() throws SQLException {
        refuseNext("23514", When.STATEMENT, 1_000_000);

        assertThatThrownBy(() -> calls.hold(ACME, key("job"), usd("3"), HOUR))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("refused by the test");
        allowAll();

        assertThat(told.states()).containsExactly("23514");
        assertThat(calls.hold(ACME, key("job"), usd("3"), HOUR)).isInstanceOf(Result.Held.class);
    }

    /** Its session is serializable: it waits for the row that another changes, and then may not have it. */
    @Test
    void tries_again_what_could_not_be_serialized() throws SQLException {
        StoreLog seen = new StoreLog();
        try (PostgresLedger serializable = PostgresLedger.open(
                        source("options=-c%20default_transaction_isolation=serializable"), clock, settings, seen);
                Connection somebody = PostgresServer.pool().getConnection()) {
            somebody.setAutoCommit(false);
            boolean provoked = false;
            for (int job = 0; !provoked; job++) {
                assertThat(job).as("tries to compete for the row").isLessThan(50);
                execute(somebody, "UPDATE " + schema + ".root SET transactions = transactions WHERE name = 'acme'");
                CompletableFuture<Result.HoldResult> held = place(serializable, "job " + job);
                awaitLockWait(held);
                somebody.commit();
                assertThat(held.join()).isInstanceOf(Result.Held.class);
                provoked = seen.states().contains("40001");
            }
            somebody.setAutoCommit(true);
        }
        assertThat(calls.openHolds(ACME))
                .hasSameSizeAs(calls.statement(ACME, Query.MAX_PAGE).entries().stream()
                        .filter(entry -> entry.kind() == Entry.Kind.HELD)
                        .toList());
    }

    /** The other has the entries and waits for the root; the ledger has the root and waits for the entries. */
    @Test
    void tries_again_what_was_deadlocked() throws SQLException {
        StoreLog seen = new StoreLog();
        try (PostgresLedger hasty =
                        PostgresLedger.open(source("options=-c%20deadlock_timeout=700ms"), clock, settings, seen);
                Connection somebody = PostgresServer.pool().getConnection()) {
            somebody.setAutoCommit(false);
            execute(somebody, "SET LOCAL deadlock_timeout = '1min'");
            execute(somebody, "LOCK TABLE " + schema + ".entry IN EXCLUSIVE MODE");
            CompletableFuture<Result.HoldResult> held = place(hasty, "job 1");
            awaitLockWait(held);
            execute(somebody, "SELECT * FROM " + schema + ".root WHERE name = 'acme' FOR UPDATE");
            somebody.rollback();
            somebody.setAutoCommit(true);

            assertThat(held.join()).isInstanceOf(Result.Held.class);
        }
        assertThat(seen.states()).contains("40P01");
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("1"));
    }

    /** As after a fail-over, the connection is lost and the next one comes to a server that must not be written to. */
    @Test
    void waits_for_a_server_that_may_be_written_to() throws SQLException {
        execute("DROP ROLE IF EXISTS failing_over; CREATE ROLE failing_over LOGIN SUPERUSER");
        StoreLog seen = new StoreLog();
        try (PostgresLedger moved = PostgresLedger.open(source("user=failing_over"), clock, settings, seen)) {
            moved.blocking().hold(ACME, key("before"), usd("1"), HOUR);
            execute("ALTER ROLE failing_over SET default_transaction_read_only = on");
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'failing_over'");
            CompletableFuture<Result.HoldResult> held = place(moved, "after");
            await(() -> seen.states().contains("25006"));
            assertThat(seen.now(Level.STORE_USABLE)).isZero();
            assertThat(seen.now(Level.STORE_WAITING)).isEqualTo(1);
            execute("ALTER ROLE failing_over RESET default_transaction_read_only");

            assertThat(held.join()).isInstanceOf(Result.Held.class);
            await(() -> seen.now(Level.STORE_USABLE) == 1);
        }
        assertThat(seen.now(Level.STORE_USABLE)).isZero();
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("2"));
    }

    @Test
    void tells_its_hosts_telemetry_what_went_through() {
        told.batches.clear();
        for (int job = 0; job < 20; job++) {
            calls.hold(ACME, key("job " + job), usd("1"), HOUR);
        }
        calls.balance(ACME);

        await(() -> told.batches.size() == 21);
        assertThat(told.batches.stream().mapToInt(StoreBatch::operations).sum()).isEqualTo(21);
        assertThat(told.batches.stream().mapToInt(StoreBatch::records).sum()).isEqualTo(20);
        assertThat(told.batches).allSatisfy(batch -> {
            assertThat(batch.bytes()).isGreaterThanOrEqualTo(batch.records() * 16L);
            assertThat(batch.took()).isPositive().isLessThan(Duration.ofSeconds(30));
        });
        assertThat(told.failures).isEmpty();
        await(() -> told.now(Level.STORE_WAITING) == 0);
        assertThat(told.now(Level.STORE_USABLE)).isEqualTo(1);
    }

    /** Has a trigger refuse the next writes of a root; counts by a sequence, which no rollback sets back. */
    private void refuseNext(String state, When when, int times) throws SQLException {
        allowAll();
        execute("CREATE SEQUENCE " + schema + ".refused;"
                + "CREATE FUNCTION " + schema + ".refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF nextval('" + schema + ".refused') <= " + times + " THEN"
                + " RAISE EXCEPTION 'refused by the test' USING ERRCODE = '" + state + "'; END IF;"
                + " RETURN NULL; END $$;"
                + "CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON " + schema + ".root DEFERRABLE INITIALLY "
                + (when == When.COMMIT ? "DEFERRED" : "IMMEDIATE") + " FOR EACH ROW EXECUTE FUNCTION " + schema
                + ".refuse()");
    }

    private void allowAll() throws SQLException {
        execute("DROP TRIGGER IF EXISTS refuse ON " + schema + ".root; DROP FUNCTION IF EXISTS " + schema
                + ".refuse; DROP SEQUENCE IF EXISTS " + schema + ".refused");
    }

    /** Waits until the ledger's transaction waits for a lock; it may also have come through already. */
    private void awaitLockWait(CompletableFuture<?> held) {
        await(() -> held.isDone()
                || count("SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted"
                                + " AND a.query LIKE '%" + schema + ".%'")
                        > 0);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static long count(String sql) {
        try (Connection connection = PostgresServer.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static PGSimpleDataSource source(String parameter) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?"
                + (parameter.startsWith("user=") ? "" : "user=postgres&") + parameter);
        return source;
    }

    private static CompletableFuture<Result.HoldResult> place(PostgresLedger ledger, String job) {
        return ledger.submit(new Command.PlaceHold(ACME, key(job), usd("1"), HOUR, Labels.none()))
                .toCompletableFuture();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = PostgresServer.pool().getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
