package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.store.jdbc.PostgresSettings.Durability;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/**
 * A primary and two standbys, one of which has on its disk what is acknowledged. {@code -Dreelbudget.failOvers} says
 * how often the primary is killed.
 */
@DisplayName("A ledger on a quorum of three servers")
@RealPostgres
class QuorumTest {

    private static final int ROUNDS = Integer.getInteger("reelbudget.failOvers", 1);
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    static Path directory;

    private static QuorumCluster cluster;

    @TempDir
    Path notes;

    @BeforeAll
    static void start() throws Exception {
        cluster = QuorumCluster.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void loses_nothing_that_was_acknowledged_when_its_primary_is_killed_and_a_standby_promoted() throws Exception {
        PostgresSettings settings = settings("failing_over");
        List<Long> promoted = new ArrayList<>();
        List<Long> resumed = new ArrayList<>();
        try (HostFleet fleet = new HostFleet(notes, cluster.url(), settings)) {
            fleet.startHost();
            fleet.startHost();
            for (int round = 0; round < ROUNDS; round++) {
                fleet.awaitJobs();
                long begun = System.nanoTime();
                promoted.add(cluster.failOver().toMillis());
                fleet.awaitJobs(1);
                resumed.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
                cluster.rejoin();
            }
            fleet.awaitJobs();
            fleet.finish();

            long acknowledged = fleet.compare();

            assertThat(acknowledged).isPositive();
            LoggerFactory.getLogger(QuorumTest.class)
                    .info(
                            "{} fail-overs, {} acknowledged operations, none lost, none twice; a standby was the primary"
                                    + " after {} ms, all hosts went on after {} ms (medians; at most {} and {})",
                            ROUNDS,
                            acknowledged,
                            median(promoted),
                            median(resumed),
                            Collections.max(promoted),
                            Collections.max(resumed));
        }
    }

    /** Not even when the server was started again and shows what it had committed for itself. */
    @Test
    void answers_nothing_that_no_standby_has() throws Exception {
        PostgresSettings brief = settings("alone")
                .withConnections(1)
                .withDeadline(Duration.ofMillis(1_500))
                .withStatementTimeout(Duration.ofMillis(300));
        IdempotencyKey key = IdempotencyKey.named("job 1");
        try (PostgresLedger ledger = PostgresLedger.open(cluster.url(), InstantSource.system(), brief)) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            for (ServerNode standby : cluster.standbys()) {
                standby.kill();
            }

            assertThatThrownBy(() -> calls.hold(ACME, key, usd("1"), HOUR))
                    .isInstanceOf(LedgerUnavailableException.class);
            cluster.primary().kill();
            cluster.primary().start();
            assertThat(cluster.primary().ask("SELECT transactions FROM alone.root"))
                    .as("it was committed on one server")
                    .isEqualTo("2");
            assertThatThrownBy(() -> calls.hold(ACME, key, usd("1"), HOUR))
                    .isInstanceOf(LedgerUnavailableException.class);
            assertThatThrownBy(() -> calls.balance(ACME)).isInstanceOf(LedgerUnavailableException.class);

            cluster.standbys().get(0).start();
            cluster.awaitStandbys(1);
            assertThat(calls.hold(ACME, key, usd("1"), HOUR)).isInstanceOf(Result.Held.class);
            assertThat(calls.openHolds(ACME)).hasSize(1);
            assertThat(calls.verify().differences()).isEmpty();
        }
        cluster.standbys().get(1).start();
        cluster.awaitStandbys(2);
    }

    @Test
    void takes_a_commit_that_was_made_to_wait_no_longer_for_one_that_may_be_lost() throws Exception {
        PostgresSettings settings = settings("cancelled").withConnections(1).withDeadline(Duration.ofSeconds(20));
        StoreLog told = new StoreLog();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(cluster.url());
        try (PostgresLedger ledger = PostgresLedger.open(source, InstantSource.system(), settings, told)) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            for (ServerNode standby : cluster.standbys()) {
                standby.kill();
            }
            Thread operator = new Thread(() -> cancelAWaitAndStartAStandby(told));
            operator.start();

            assertThat(calls.hold(ACME, IdempotencyKey.named("job 1"), usd("1"), HOUR))
                    .isInstanceOf(Result.Held.class);
            operator.join();

            assertThat(told.states()).contains("08007");
            assertThat(Integer.parseInt(cluster.primary()
                            .ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'")))
                    .as("it was not answered before a standby followed")
                    .isPositive();
            assertThat(calls.openHolds(ACME)).hasSize(1);
        }
        cluster.standbys().get(1).start();
        cluster.awaitStandbys(2);
    }

    /** What a lane knows from a batch that was not acknowledged is not told over its next connection either. */
    @Test
    void answers_no_question_while_every_wait_is_cancelled() throws Exception {
        PostgresSettings brief = settings("hurried")
                .withConnections(1)
                .withDeadline(Duration.ofSeconds(2))
                .withStatementTimeout(Duration.ofMillis(500));
        AtomicBoolean isOver = new AtomicBoolean();
        try (PostgresLedger ledger = PostgresLedger.open(cluster.url(), InstantSource.system(), brief)) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            for (ServerNode standby : cluster.standbys()) {
                standby.kill();
            }
            Thread operator = new Thread(() -> cancelWaitsUntil(isOver));
            operator.start();

            assertThatThrownBy(() -> calls.hold(ACME, IdempotencyKey.named("job 1"), usd("1"), HOUR))
                    .isInstanceOf(LedgerUnavailableException.class);
            assertThat(cluster.primary().ask("SELECT transactions FROM hurried.root"))
                    .as("it was committed on one server")
                    .isEqualTo("2");
            assertThatThrownBy(() -> calls.balance(ACME)).isInstanceOf(LedgerUnavailableException.class);

            isOver.set(true);
            operator.join();
            cluster.standbys().get(0).start();
            cluster.awaitStandbys(1);
            assertThat(calls.balance(ACME).held()).isEqualTo(usd("1"));
        } finally {
            isOver.set(true);
        }
        cluster.standbys().get(1).start();
        cluster.awaitStandbys(2);
    }

    /** As many records stand in the place of what is lost as there were: counting them would not tell. */
    @Test
    void grants_nothing_on_what_only_a_lost_primary_had() throws Exception {
        PostgresSettings brief = settings("lost")
                .withConnections(1)
                .withDeadline(Duration.ofSeconds(3))
                .withStatementTimeout(Duration.ofMillis(500));
        try (PostgresLedger one = PostgresLedger.open(cluster.url(), InstantSource.system(), brief);
                PostgresLedger other = PostgresLedger.open(cluster.url(), InstantSource.system(), brief)) {
            BlockingLedger writer = one.blocking();
            BlockingLedger reader = other.blocking();
            writer.open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
            assertThat(reader.balance(ACME).held()).isEqualTo(usd("0"));
            List<ServerNode> standbys = cluster.standbys();
            for (ServerNode standby : standbys) {
                standby.kill();
            }
            assertThatThrownBy(() -> writer.hold(ACME, IdempotencyKey.named("lost"), usd("1"), HOUR))
                    .isInstanceOf(LedgerUnavailableException.class);
            cluster.primary().kill();
            cluster.primary().start();
            assertThat(cluster.primary().ask("SELECT transactions FROM lost.root"))
                    .isEqualTo("2");
            assertThatThrownBy(() -> reader.balance(ACME)).isInstanceOf(LedgerUnavailableException.class);

            cluster.primary().kill();
            for (ServerNode standby : standbys) {
                standby.start();
            }
            cluster.failOver();
            cluster.awaitStandbys(1);
            try (PostgresLedger third = PostgresLedger.open(cluster.url(), InstantSource.system(), settings("lost"))) {
                assertThat(third.blocking().hold(ACME, IdempotencyKey.named("kept"), usd("9"), HOUR))
                        .isInstanceOf(Result.Held.class);
                assertThat(cluster.primary().ask("SELECT transactions FROM lost.root"))
                        .isEqualTo("2");

                assertThat(reader.hold(ACME, IdempotencyKey.named("more"), usd("9"), HOUR))
                        .isInstanceOf(Result.Shortfall.class);
                assertThat(reader.openHolds(ACME)).hasSize(1);
                assertThat(third.blocking().verify().differences()).isEmpty();
            }
        }
        cluster.rejoin();
    }

    private static void cancelWaitsUntil(AtomicBoolean isOver) {
        try {
            while (!isOver.get()) {
                cluster.primary()
                        .ask("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void cancelAWaitAndStartAStandby(StoreLog told) {
        try {
            String cancel = "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
            while (!told.states().contains("08007")) {
                cluster.primary().ask(cancel);
            }
            cluster.standbys().get(0).start();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void refuses_a_server_without_standbys_where_a_quorum_is_asked_for() {
        String schema = PostgresServer.newSchema();
        PostgresSettings settings =
                PostgresSettings.defaults().withSchema(schema).withDurability(Durability.QUORUM);

        assertThatThrownBy(() -> PostgresLedger.open(PostgresServer.pool(), InstantSource.system(), settings))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage("The database had no synchronous_standby_names, so that what it acknowledged is lost with"
                        + " it, but Durability.QUORUM needs some; set them in postgresql.conf of every server that may"
                        + " become the primary, such as ANY 1 (a, b, c).");
    }

    @Test
    void refuses_a_session_that_does_not_wait_for_them() throws Exception {
        PostgresSettings settings = settings("hasty");
        for (String careless : List.of("local", "remote_write")) {
            String url = cluster.url() + "&options=-c%20synchronous_commit=" + careless;
            assertThatThrownBy(() -> PostgresLedger.open(url, InstantSource.system(), settings))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageStartingWith("The database had synchronous_commit at '" + careless + "'");
        }
    }

    private static PostgresSettings settings(String schema) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setURL(cluster.url());
        PostgresSchema.apply(owner, schema, Instant.now());
        return PostgresSettings.defaults().withSchema(schema).withDurability(Durability.QUORUM);
    }

    private static long median(List<Long> values) {
        return values.stream()
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
