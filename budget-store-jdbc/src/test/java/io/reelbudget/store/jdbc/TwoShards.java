package io.reelbudget.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.reelbudget.account.AccountPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Two databases of the server of the tests, each with the tables in a schema of its own; the first is the directory.
 */
final class TwoShards {

    static final String EAST = "east";
    static final String WEST = "west";
    static final String WEST_DATABASE = "west";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    /** Made when it is first asked for. */
    private static final class Holder {
        private static final HikariDataSource POOL = make();

        private static HikariDataSource make() {
            try (Connection connection = PostgresServer.pool().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + WEST_DATABASE);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            return PostgresServer.pool(PostgresServer.port(), 30, WEST_DATABASE);
        }
    }

    final PostgresSettings settings;
    final Map<String, DataSource> sources;

    /** Both are shards. */
    TwoShards() {
        this(List.of(EAST, WEST));
    }

    /** Some are shards; the others are databases with tables. */
    TwoShards(List<String> added) {
        String schema = "shards_" + SCHEMAS.incrementAndGet();
        settings = PostgresSettings.defaults().withSchema(schema).withConnections(1);
        sources = Map.of(EAST, PostgresServer.pool(), WEST, Holder.POOL);
        sources.values().forEach(source -> PostgresSchema.applyPlainly(source, schema));
        added.forEach(moves()::add);
    }

    ShardedLedger open(InstantSource clock) {
        return ShardedLedger.open(sources, EAST, clock, settings);
    }

    ShardMoves moves() {
        return ShardMoves.of(sources, EAST, settings);
    }

    /** Moves whose steps are told before they are taken. */
    ShardMoves moves(Consumer<MoveStep> observer) {
        return ShardMoves.of(sources, EAST, settings, observer);
    }

    /** Returns the shard on which a root is not. */
    String other(String root) {
        return moves().shardOf(root).equals(EAST) ? WEST : EAST;
    }

    /** Returns an account that is a root of its own and that a new ledger puts on a shard. */
    static AccountPath rootOn(String shard) {
        for (int i = 0; true; i++) {
            if (RootPlacement.of("root-" + i, List.of(EAST, WEST)).equals(shard)) {
                return AccountPath.of("root-" + i);
            }
        }
    }
}
