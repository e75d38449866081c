package io.reelbudget.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real server for all tests of this process, which syncs what it acknowledges; each test has a schema of its own.
 */
final class PostgresServer {

    static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    /** Started when it is first asked for. */
    private static final class Holder {
        private static final EmbeddedPostgres SERVER = start();
        private static final HikariDataSource POOL = pool(SERVER.getPort(), 20);
    }

    private PostgresServer() {}

    /** Returns why no server starts on this machine; empty where one does. */
    static Optional<String> failure() {
        try {
            return Holder.SERVER.getPort() > 0 ? Optional.empty() : Optional.of("it has no port");
        } catch (ExceptionInInitializerError | NoClassDefFoundError failed) {
            return Optional.of(
                    failed.getCause() == null
                            ? failed.toString()
                            : failed.getCause().toString());
        }
    }

    static EmbeddedPostgres start() {
        try {
            return settings().start();
        } catch (IOException failed) {
            throw new UncheckedIOException("The server of the tests did not start.", failed);
        }
    }

    /** The library that starts it turns these off: it would acknowledge what is nowhere. */
    static EmbeddedPostgres.Builder settings() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "150");
    }

    static HikariDataSource pool(int port, int size) {
        return pool(port, size, "postgres");
    }

    static HikariDataSource pool(int port, int size, String database) {
        return pool(port, size, database, Duration.ofSeconds(30));
    }

    /** Returns a pool of which nobody waits for a connection for longer than so. */
    static HikariDataSource pool(int port, int size, Duration patience) {
        return pool(port, size, "postgres", patience);
    }

    private static HikariDataSource pool(int port, int size, String database, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setConnectionTimeout(patience.toMillis());
        config.setJdbcUrl("jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    static int port() {
        return Holder.SERVER.getPort();
    }

    static HikariDataSource pool() {
        return Holder.POOL;
    }

    /** Returns the one value that a question is answered by. */
    static String ask(String sql) throws SQLException {
        try (Connection connection = Holder.POOL.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Makes the tables in a new schema and returns its name. */
    static String newSchema() {
        String schema = "ledger_" + SCHEMAS.incrementAndGet();
        PostgresSchema.applyPlainly(Holder.POOL, schema);
        return schema;
    }
}
