package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The time of a shared ledger's store")
@RealPostgres
class StoreTimeTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2040-01-01T00:00:00Z"));
    private final PostgresSettings settings = PostgresSettings.defaults().withSchema(PostgresServer.newSchema());

    @Test
    void is_the_servers_and_not_the_hosts() {
        try (PostgresLedger ledger = PostgresLedger.open(PostgresServer.pool(), clock, settings)) {
            Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

            Instant told = ledger.storeTime().orElseThrow();

            assertThat(told).isBetween(before, Instant.now().plusMillis(1));
        }
    }

    @Test
    void leaves_no_transaction_open_on_a_connection_that_does_not_commit_by_itself() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=postgres");
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        try (HikariDataSource one = new HikariDataSource(config)) {
            Instant first = StoreClock.read(one, Duration.ofSeconds(5));
            Instant second = StoreClock.read(one, Duration.ofSeconds(5));

            assertThat(second).isAfter(first);
            assertThat(PostgresServer.ask("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                            + " AND query LIKE '%clock_timestamp%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void is_unavailable_where_a_server_falls_silent() {
        try (TcpProxy proxy = TcpProxy.to(PostgresServer.port());
                HikariDataSource pool = PostgresServer.pool(proxy.port(), 1, Duration.ofSeconds(1))) {
            assertThat(StoreClock.read(pool, Duration.ofSeconds(1))).isNotNull();
            proxy.fallSilentOnce();

            assertThatThrownBy(() -> StoreClock.read(pool, Duration.ofSeconds(1)))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("could not be asked for the time");
        }
    }

    @Test
    void is_unavailable_where_no_connection_is_to_be_had() {
        HikariDataSource closed = PostgresServer.pool(PostgresServer.port(), 1, Duration.ofSeconds(1));
        closed.close();

        assertThatThrownBy(() -> StoreClock.read(closed, Duration.ofSeconds(1)))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("could not be asked for the time");
    }
}
