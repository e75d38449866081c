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
import io.reelbudget.testkit.SettableClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("The tables of a shared ledger")
@RealPostgres
class PostgresSchemaTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);

    @Test
    void are_made_by_flyway_with_a_history_of_their_own() throws SQLException {
        PostgresSchema.apply(PostgresServer.pool(), "by_flyway", PostgresServer.NOW);
        PostgresSchema.apply(PostgresServer.pool(), "by_flyway", PostgresServer.NOW);

        assertThat(column("SELECT version FROM by_flyway." + PostgresSchema.HISTORY + " WHERE version IS NOT NULL"))
                .containsExactly("1", "2", "3", "4");
        assertThat(worksIn("by_flyway")).isTrue();
    }

    @Test
    void are_taken_over_by_flyway_when_they_were_made_without_it() throws SQLException {
        PostgresSchema.applyPlainly(PostgresServer.pool(), "by_hand");
        PostgresSchema.applyPlainly(PostgresServer.pool(), "by_hand");
        assertThat(worksIn("by_hand")).isTrue();

        PostgresSchema.apply(PostgresServer.pool(), "by_hand", PostgresServer.NOW);

        assertThat(column("SELECT type FROM by_hand." + PostgresSchema.HISTORY)).containsExactly("BASELINE");
    }

    @Test
    void keep_the_entries_of_each_month_apart() throws SQLException {
        PostgresSchema.apply(PostgresServer.pool(), "by_month", PostgresServer.NOW);

        worksIn("by_month");

        assertThat(column("SELECT DISTINCT tableoid::regclass::text FROM by_month.entry"))
                .containsExactly("by_month.entry_2026_11");
        assertThat(column("SELECT count(*) FROM pg_inherits WHERE inhparent = 'by_month.entry'::regclass"))
                .containsExactly("14");
    }

    @Test
    void let_a_host_add_entries_and_neither_change_nor_delete_them() throws SQLException {
        PostgresSchema.apply(PostgresServer.pool(), "guarded", PostgresServer.NOW);
        execute("DROP ROLE IF EXISTS transcoder; CREATE ROLE transcoder LOGIN");
        PostgresSchema.grant(PostgresServer.pool(), "guarded", "transcoder");
        PGSimpleDataSource host = source("transcoder");

        try (PostgresLedger ledger =
                PostgresLedger.open(host, clock, PostgresSettings.defaults().withSchema("guarded"))) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            for (int job = 0; job < 300; job++) {
                // Enough for an image to be kept.
                calls.hold(ACME, IdempotencyKey.random(), usd("0.01"), Duration.ofHours(1));
            }
            assertThat(calls.verify().differences()).isEmpty();
        }

        assertThat(column("SELECT count(*) FROM guarded.image")).containsExactly("1");
        for (String forbidden : List.of(
                "UPDATE guarded.entry SET at = 0",
                "DELETE FROM guarded.entry",
                "TRUNCATE guarded.entry",
                "DELETE FROM guarded.root",
                "UPDATE guarded.root SET name = 'x'",
                "DROP TABLE guarded.image",
                "CREATE TABLE guarded.more (id int)")) {
            assertThatThrownBy(() -> execute(host, forbidden))
                    .as(forbidden)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void are_missed_by_a_ledger_with_a_word_on_what_to_do() {
        assertThatThrownBy(() -> worksIn("nowhere"))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage("Schema 'nowhere' had no tables of the shared ledger, or those of an older version, but"
                        + " must have them all; make them with PostgresSchema.apply, and grant again, as their owner.");
    }

    @Test
    void are_not_used_on_a_server_that_acknowledges_what_is_not_on_disk() throws SQLException {
        String schema = PostgresServer.newSchema();
        execute("DROP ROLE IF EXISTS careless; CREATE ROLE careless LOGIN SUPERUSER;"
                + " ALTER ROLE careless SET synchronous_commit = off");
        PostgresSettings settings = PostgresSettings.defaults().withSchema(schema);

        assertThatThrownBy(() -> PostgresLedger.open(source("careless"), clock, settings))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageStartingWith("The database had synchronous_commit off, so that it may lose what it"
                        + " acknowledged, but must have it on;");
        PostgresLedger.open(source("careless"), clock, settings.withDurability(PostgresSettings.Durability.WARNED))
                .close();
    }

    @Test
    void show_damage_to_verification_and_harm_one_root_alone() throws SQLException {
        String schema = PostgresServer.newSchema();
        PostgresSettings settings =
                PostgresSettings.defaults().withSchema(schema).withConnections(1);
        AccountPath other = AccountPath.of("other");
        try (PostgresLedger ledger = PostgresLedger.open(PostgresServer.pool(), clock, settings)) {
            ledger.blocking().open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            ledger.blocking().open(other, Plan.monthly(usd("100"), ZoneOffset.UTC));
            ledger.blocking().hold(ACME, IdempotencyKey.random(), usd("1"), Duration.ofHours(1));
        }
        execute("DELETE FROM " + schema + ".entry e USING " + schema + ".root r"
                + " WHERE r.name = 'acme' AND e.position = r.id * 68719476736 + 1");

        try (PostgresLedger ledger = PostgresLedger.open(PostgresServer.pool(), clock, settings)) {
            assertThat(ledger.blocking().balance(other).available()).isEqualTo(usd("100"));
            assertThatThrownBy(() -> ledger.blocking().balance(ACME))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("root 'acme' could not be read; verify the ledger");
            assertThat(ledger.blocking().verify().differences())
                    .singleElement()
                    .asString()
                    .contains("There were 1 transactions but the root's row counts 2; root 'acme'.");
        }
    }

    private boolean worksIn(String schema) {
        try (PostgresLedger ledger = PostgresLedger.open(
                PostgresServer.pool(), clock, PostgresSettings.defaults().withSchema(schema))) {
            ledger.blocking().open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            return ledger.blocking().hold(ACME, IdempotencyKey.random(), usd("1"), Duration.ofHours(1))
                    instanceof Result.Held;
        }
    }

    private static PGSimpleDataSource source(String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=" + user);
        return source;
    }

    private static List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = PostgresServer.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void execute(String sql) throws SQLException {
        execute(PostgresServer.pool(), sql);
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
