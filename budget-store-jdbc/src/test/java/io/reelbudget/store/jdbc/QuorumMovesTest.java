package io.reelbudget.store.jdbc;

import static io.reelbudget.store.jdbc.TwoShards.EAST;
import static io.reelbudget.store.jdbc.TwoShards.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.store.jdbc.PostgresSettings.Durability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Two databases of a primary and two standbys. */
@DisplayName("A root on its way between databases of a quorum")
@RealPostgres
class QuorumMovesTest {

    private static final String SCHEMA = "moving";
    private static final AccountPath ACME = TwoShards.rootOn(EAST);
    private static final AccountPath ZETA = TwoShards.rootOn(WEST);
    private static final PostgresSettings SETTINGS =
            PostgresSettings.defaults().withSchema(SCHEMA).withConnections(1).withDurability(Durability.QUORUM);

    /** Patience for what must not be answered. */
    private static final PostgresSettings BRIEF =
            SETTINGS.withDeadline(Duration.ofMillis(1_500)).withStatementTimeout(Duration.ofMillis(300));

    @TempDir
    private Path directory;

    private QuorumCluster cluster;
    private Map<String, DataSource> shards;
    private final List<MoveStep> steps = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        cluster = QuorumCluster.start(directory);
        try (Connection connection = cluster.primary().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE west");
        }
        shards = Map.of(EAST, database("postgres"), WEST, database("west"));
        shards.values().forEach(owner -> PostgresSchema.applyPlainly(owner, SCHEMA));
        shards.values().forEach(owner -> PostgresSchema.addMonths(owner, SCHEMA, Instant.now()));
        List.of(EAST, WEST).forEach(ShardMoves.of(shards, EAST, SETTINGS)::add);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    private DataSource database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(cluster.url().replace("/postgres?", "/" + name + "?"));
        return source;
    }

    private ShardMoves brief() {
        steps.clear();
        return ShardMoves.of(shards, EAST, BRIEF, steps::add);
    }

    private ShardedLedger open(PostgresSettings settings) {
        return ShardedLedger.open(shards, EAST, InstantSource.system(), settings);
    }

    @Test
    void takes_no_step_before_a_standby_has_the_one_before() throws Exception {
        try (ShardedLedger ledger = open(SETTINGS)) {
            ledger.blocking().open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
            ledger.blocking().hold(ACME, IdempotencyKey.named("job 1"), usd("4"), Duration.ofHours(1));
        }
        killStandbys();

        assertThatThrownBy(() -> brief().move(ACME.rootName(), WEST)).isInstanceOf(LedgerUnavailableException.class);
        assertThat(steps).containsExactly(MoveStep.ANNOUNCE);

        cluster.primary().kill();
        cluster.primary().start();
        assertThat(cluster.primary().ask("SELECT phase FROM moving.route"))
                .as("it was committed on one server")
                .isEqualTo("1");
        assertThatThrownBy(() -> brief().finish(ACME.rootName())).isInstanceOf(LedgerUnavailableException.class);
        assertThat(steps).isEmpty();

        startStandby();
        brief();
        ShardMoves.of(shards, EAST, SETTINGS, steps::add).finish(ACME.rootName());
        assertThat(steps).endsWith(MoveStep.END);
        try (ShardedLedger ledger = open(SETTINGS)) {
            assertThat(ledger.blocking().balance(ACME).held()).isEqualTo(usd("4"));
            assertThat(ledger.blocking().verify().differences()).isEmpty();
        }
    }

    @Test
    void is_opened_nowhere_before_a_standby_has_its_route() throws Exception {
        killStandbys();

        try (ShardedLedger ledger = open(BRIEF)) {
            assertThatThrownBy(() -> ledger.blocking().open(ZETA, Plan.monthly(usd("10"), ZoneOffset.UTC)))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageStartingWith("The shard of root '" + ZETA + "' was not found within the deadline");
            assertThat(rowsOf(ZETA)).as("it never came to its shard").isEqualTo("0");

            startStandby();
            ledger.blocking().open(ZETA, Plan.monthly(usd("10"), ZoneOffset.UTC));
            assertThat(rowsOf(ZETA)).isEqualTo("1");
        }
    }

    private String rowsOf(AccountPath root) throws SQLException {
        try (Connection connection = shards.get(WEST).getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM moving.root WHERE name = '" + root.rootName() + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    private void killStandbys() throws Exception {
        for (ServerNode standby : cluster.standbys()) {
            standby.kill();
        }
    }

    private void startStandby() throws Exception {
        cluster.standbys().get(0).start();
        cluster.awaitStandbys(1);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
