package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("The guide to shards")
@RealPostgres
class ShardsPageTest {

    @Test
    void opens_a_ledger_over_two_databases_and_moves_a_root() throws SQLException {
        DataSource east = made("guide_east");
        DataSource west = made("guide_west");
        Plan plan = Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC);

        Map<String, DataSource> shards = Map.of("east", east, "west", west);
        shards.values().forEach(owner -> PostgresSchema.apply(owner, "reelbudget", Instant.now()));
        ShardMoves moves = ShardMoves.of(shards, "east", PostgresSettings.defaults());
        moves.add("east");
        moves.add("west");

        try (Ledger ledger = ShardedLedger.open(shards, "east", InstantSource.system(), PostgresSettings.defaults())) {
            ledger.blocking().open(AccountPath.of("acme"), plan);
        }

        moves.move("acme", "east");
        moves.move("acme", "west");
        assertThat(moves.shardOf("acme")).isEqualTo("west");
        assertThat(moves.onTheirWay()).isEmpty();
    }

    private static DataSource made(String database) throws SQLException {
        try (Connection connection = PostgresServer.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + PostgresServer.port() + "/" + database + "?user=postgres");
        return source;
    }
}
