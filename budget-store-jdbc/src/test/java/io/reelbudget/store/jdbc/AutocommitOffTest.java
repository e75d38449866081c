package io.reelbudget.store.jdbc;

import static io.reelbudget.store.jdbc.TwoShards.EAST;
import static io.reelbudget.store.jdbc.TwoShards.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.archive.LedgerArchive;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Over connections that begin with autocommit off")
@RealPostgres
class AutocommitOffTest {

    private static final AccountPath ACME = TwoShards.rootOn(EAST);
    private static final AccountPath ZETA = TwoShards.rootOn(WEST);
    private static final Plan PLAN = Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC);

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final TwoShards shards = new TwoShards();
    private final Map<String, HikariDataSource> pools = pools();
    private final Map<String, DataSource> sources = new TreeMap<>(pools);

    private static Map<String, HikariDataSource> pools() {
        Map<String, HikariDataSource> pools = new TreeMap<>();
        Map.of(EAST, "postgres", WEST, TwoShards.WEST_DATABASE).forEach((shard, database) -> {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(
                    "jdbc:postgresql://localhost:" + PostgresServer.port() + "/" + database + "?user=postgres");
            config.setMaximumPoolSize(4);
            config.setAutoCommit(false);
            pools.put(shard, new HikariDataSource(config));
        });
        return pools;
    }

    @AfterEach
    void close() {
        pools.values().forEach(HikariDataSource::close);
    }

    @Test
    void routes_and_moves_last() {
        ShardMoves moves = ShardMoves.of(sources, EAST, shards.settings);
        try (ShardedLedger ledger = ShardedLedger.open(sources, EAST, clock, shards.settings)) {
            moves.add(WEST);
            ledger.blocking().open(ACME, PLAN);
            ledger.blocking().open(ZETA, PLAN);
            moves.move(ACME.rootName(), WEST);

            assertThat(shards.moves().shardOf(ACME.rootName())).isEqualTo(WEST);
            assertThat(shards.moves().shardOf(ZETA.rootName())).isEqualTo(WEST);
            assertThat(ledger.blocking().accounts()).containsExactlyInAnyOrder(ACME, ZETA);
            assertThat(ledger.blocking().verify().differences()).isEmpty();
        }
        try (ShardedLedger other = shards.open(clock)) {
            assertThat(other.blocking().balance(ACME).available()).isEqualTo(Amount.parse("10", Unit.USD));
        }
    }

    @Test
    void a_ledger_is_moved_and_the_connections_come_back_as_they_were(@TempDir Path directory) throws SQLException {
        String schema = PostgresServer.newSchema();
        PostgresSettings settings = PostgresSettings.defaults().withSchema(schema);
        try (PostgresLedger ledger = PostgresLedger.open(pools.get(EAST), clock, settings)) {
            ledger.blocking().open(ACME, PLAN);
            ledger.blocking().hold(ACME, IdempotencyKey.named("job"), Amount.parse("1", Unit.USD), Duration.ofHours(1));

            LedgerArchive.write(ledger, directory.resolve("books.archive"));

            assertThat(LedgerArchive.restore(directory.resolve("books.archive"), ledger)
                            .verification()
                            .passed())
                    .isTrue();
        }
        try (Connection connection = pools.get(EAST).getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }
}
