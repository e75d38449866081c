package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.store.jdbc.TurnSettings.Hearing;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("Hosts that take turns while something fails")
@RealPostgres
class TroubledTurnsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath ANN = AccountPath.of("acme/ann");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final TurnSettings BRIEF =
            TurnSettings.defaults().withLease(Duration.ofSeconds(2), Duration.ofMillis(500));

    private final String schema = PostgresServer.newSchema();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource); // the newest is closed first
        return resource;
    }

    private PostgresLedger host(DataSource source, TurnSettings turns) {
        return opened(PostgresLedger.open(
                source,
                InstantSource.system(),
                PostgresSettings.defaults().withSchema(schema).withConnections(1),
                turns));
    }

    private PostgresLedger host() {
        return host(PostgresServer.pool(), BRIEF);
    }

    private static PGSimpleDataSource at(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        return source;
    }

    private static void awaitTurn(String whose, HostTurns host) {
        Until.isSo(whose, PATIENCE, () -> host.isOurs(ACME));
    }

    private static String ask(String query) {
        try {
            return PostgresServer.ask(query);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Nested
    @DisplayName("and a host left")
    class Left {

        @Test
        void take_what_a_host_that_is_no_more_has() throws SQLException {
            execute(
                    PostgresServer.pool(),
                    "INSERT INTO " + schema + ".lease (root, holder) VALUES ('acme', 'long gone')");
            HostTurns turns = host().turns();

            turns.offer(ACME);

            awaitTurn("the host's that is there", turns);
        }

        @Test
        void leave_nothing_to_a_host_that_leaves_while_it_is_handed_a_turn() throws SQLException {
            Set<String> roots = Set.of("acme", "other");
            try (TurnConnection giver = connection("giver");
                    TurnConnection taker = connection("taker")) {
                giver.sign(60_000);
                giver.offer(roots);
                giver.takeFree(roots, new HashSet<>());
                taker.sign(60_000);
                taker.askForShare(roots);

                Map<String, String> wanted = giver.wanted();
                CompletableFuture<Void> left = CompletableFuture.runAsync(() -> leave(taker));
                Until.isSo(
                        "gone, or waiting until it is handed the turn",
                        PATIENCE,
                        () -> left.isDone()
                                || !ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                                + " AND query LIKE '%" + schema + ".%'")
                                        .equals("0"));
                giver.handOver(wanted);
                left.join();

                assertThat(wanted).hasSize(1);
                assertThat(ask("SELECT count(*) FROM " + schema + ".lease WHERE holder = 'taker'"))
                        .isEqualTo("0");
            }
        }

        private TurnConnection connection(String host) throws SQLException {
            return TurnConnection.open(
                    PostgresServer.pool(), PostgresSettings.defaults().withSchema(schema), BRIEF, host);
        }

        private static void leave(TurnConnection host) {
            try {
                host.leave(Set.of());
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Test
        void take_none_of_a_ledger_that_was_closed() {
            PostgresLedger closed = host();
            closed.close();
            closed.turns().offer(ACME);
            HostTurns turns = host().turns();
            AccountPath second = AccountPath.of("second");

            turns.offer(second);
            Until.isSo("taken", PATIENCE, () -> turns.isOurs(second));

            assertThat(closed.turns().isOurs(ACME)).isFalse();
            assertThat(closed.turns().begin(ACME)).isEmpty();
            assertThat(ask("SELECT count(*) FROM " + schema + ".host")).isEqualTo("1");
            assertThat(ask("SELECT count(*) FROM " + schema + ".lease WHERE root = 'acme'"))
                    .isEqualTo("0");
        }

        @Test
        void get_a_turn_when_what_was_done_in_it_is_over() {
            PostgresLedger one = host();
            one.turns().offer(ACME);
            awaitTurn("one's", one.turns());
            HostTurns other = host().turns();
            other.offer(ACME);
            HostTurns.Turn turn = one.turns().begin(ACME).orElseThrow();

            CompletableFuture<Void> closing = CompletableFuture.runAsync(one::close);
            Until.isSo("closing", PATIENCE, () -> !one.turns().isOurs(ACME));
            assertThat(turn.holds()).isTrue();
            assertThat(other.isOurs(ACME)).isFalse();
            turn.close();
            closing.join();

            Duration took = Until.isSo("the other's", PATIENCE, () -> other.isOurs(ACME));
            assertThat(took).as("less than the lease").isLessThan(Duration.ofSeconds(2));
        }

        @Test
        void get_a_turn_in_which_something_never_ends_when_the_lease_is_over() {
            PostgresLedger one = host();
            one.turns().offer(ACME);
            awaitTurn("one's", one.turns());
            HostTurns other = host().turns();
            other.offer(ACME);
            HostTurns.Turn endless = one.turns().begin(ACME).orElseThrow();
            String holder = ask("SELECT holder FROM " + schema + ".lease");

            one.close();

            assertThat(ask("SELECT holder FROM " + schema + ".lease")).isEqualTo(holder);
            assertThat(other.isOurs(ACME)).isFalse();
            assertThat(endless.holds()).isFalse();
            awaitTurn("the other's", other);
        }
    }

    @Nested
    @DisplayName("and a host stops or its database does")
    class Stopped {

        @Test
        void take_the_turns_of_a_host_that_stopped_within_a_sign_of_life() {
            StoppableSource stoppable = new StoppableSource(PostgresServer.pool(), "INSERT INTO " + schema + ".host");
            HostTurns one = host(stoppable, BRIEF).turns();
            opened(stoppable); // goes on before its host is closed
            one.offer(ACME);
            awaitTurn("one's", one);
            HostTurns other = host().turns();
            other.offer(ACME);

            stoppable.stop();
            Until.isSo("stopped", PATIENCE, stoppable::isStopped);

            awaitTurn("the other's", other);
        }

        @Test
        void use_up_no_connections_while_standbys_are_away() throws SQLException, IOException {
            try (KilledServer alone = KilledServer.start()) {
                DataSource source = at(alone.url());
                PostgresSchema.applyPlainly(source, schema);
                try (PostgresLedger ledger = PostgresLedger.open(
                        source,
                        InstantSource.system(),
                        PostgresSettings.defaults().withSchema(schema).withConnections(1),
                        BRIEF)) {
                    HostTurns turns = ledger.turns();
                    turns.offer(ACME);
                    awaitTurn("its own", turns);
                    execute(source, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
                    execute(source, "SELECT pg_reload_conf()");
                    Until.isSo("lapsed", PATIENCE, () -> !turns.isOurs(ACME));

                    Stay sessions = new Stay();
                    Until.isSo("ten seconds", PATIENCE, () -> sessions.isOver(source));

                    assertThat(sessions.most)
                            .as("one that waits for a standby, and one that tries again")
                            .isLessThanOrEqualTo(2);
                    execute(source, "ALTER SYSTEM RESET synchronous_standby_names");
                    execute(source, "SELECT pg_reload_conf()");
                    awaitTurn("its own again", turns);
                }
            }
        }

        /** Counts the sessions of turns for a while. */
        private static final class Stay {
            private final long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            private int most;

            private boolean isOver(DataSource source) {
                try (Connection connection = source.getConnection();
                        Statement count = connection.createStatement();
                        var row = count.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE pid <>"
                                + " pg_backend_pid() AND (wait_event = 'SyncRep' OR wait_event_type = 'Lock')")) {
                    row.next();
                    most = Math.max(most, row.getInt(1));
                    return System.nanoTime() - end > 0;
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            }
        }

        @Test
        void say_that_a_turn_could_not_be_asked_about() throws IOException {
            TcpProxy proxy = opened(TcpProxy.to(PostgresServer.port()));
            HostTurns one = host(at(proxy.url()), BRIEF).turns();
            one.offer(ACME);
            awaitTurn("one's", one);
            try (HostTurns.Turn turn = one.begin(ACME).orElseThrow()) {
                proxy.cutAll();

                assertThatThrownBy(turn::holds)
                        .isInstanceOf(LedgerUnavailableException.class)
                        .hasMessageStartingWith(
                                "Whether it is still this host's turn to look after 'acme' was not known but must be;"
                                        + " nothing was done about it, so try again: ");
                proxy.letIn();
            }
        }

        @Test
        void wait_no_longer_for_an_answer_about_a_turn_than_half_a_lease() throws SQLException {
            TcpProxy proxy = opened(TcpProxy.to(PostgresServer.port()));
            HikariDataSource pool = opened(PostgresServer.pool(proxy.port(), 6));
            HostTurns one = host(pool, BRIEF).turns();
            one.offer(ACME);
            awaitTurn("one's", one);
            try (HostTurns.Turn turn = one.begin(ACME).orElseThrow()) {
                assertThat(turn.holds()).isTrue(); // so that the pool need not look whether its connection is good

                proxy.delay(20_000);
                long begun = System.nanoTime();
                assertThatThrownBy(turn::holds).isInstanceOf(LedgerUnavailableException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
            } finally {
                proxy.delay(0);
                proxy.cutAll();
                proxy.letIn();
            }
        }
    }

    @Nested
    @DisplayName("hear of each other")
    class Heard {

        private final List<String> told = new CopyOnWriteArrayList<>();
        private final AtomicInteger missed = new AtomicInteger();

        private final HostTurns.Listener listener = new HostTurns.Listener() {
            @Override
            public void happened(AccountPath account) {
                told.add(account.toString());
            }

            @Override
            public void notedAnywhere() {
                missed.incrementAndGet();
            }
        };

        @Test
        void although_a_connection_was_cut_while_something_was_told() {
            TurnSettings calm = TurnSettings.defaults().withLease(Duration.ofMinutes(1), Duration.ofSeconds(20));
            HostTurns one = host(PostgresServer.pool(), calm).turns();
            one.listen(listener);
            one.offer(ACME);
            awaitTurn("one's", one);
            TcpProxy proxy = opened(TcpProxy.to(PostgresServer.port()));
            HostTurns other = host(at(proxy.url()), calm).turns();
            Until.isSo("signed", PATIENCE, () -> ask("SELECT count(*) FROM " + schema + ".host")
                    .equals("2"));

            proxy.cutOnceInsteadOf("INSERT 0");
            other.tell(ANN);

            Until.isSo("cut", PATIENCE, () -> proxy.faults() == 1);
            Until.isSo("told", PATIENCE, () -> told.contains("acme/ann"));
        }

        @Test
        void after_their_machine_stood_still_for_longer_than_news_are_in_sight() throws SQLException {
            String clocks = schema + "_clock";
            execute(
                    PostgresServer.pool(),
                    "CREATE SCHEMA " + clocks + "; CREATE TABLE " + clocks + ".paused AS SELECT interval '0' AS time;"
                            + " CREATE FUNCTION " + clocks + ".clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
                            + " 'SELECT pg_catalog.clock_timestamp() + time FROM " + clocks + ".paused'");
            // The host's own clock stands still while the database's goes on: this one goes faster instead.
            DataSource source =
                    at(PostgresServer.pool().getJdbcUrl() + "&options=-c%20search_path=" + clocks + ",pg_catalog");
            HostTurns turns = host(source, BRIEF.withHearing(Hearing.POLLED)).turns();
            turns.listen(listener);
            turns.offer(ACME);
            awaitTurn("its own", turns);
            host().turns().tell(ANN);
            Until.isSo("at work", PATIENCE, () -> told.contains("acme/ann"));
            int before = missed.get();

            execute(PostgresServer.pool(), "UPDATE " + clocks + ".paused SET time = interval '2 minutes'");

            Until.isSo("that it missed news", PATIENCE, () -> missed.get() > before);
        }
    }
}
