package io.reelbudget.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real server for all tests of this process, which syncs what it acknowledges; each test has a schema of its own.
 */
final class PostgresServer {

    static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private static final EmbeddedPostgres SERVER = start();
    private static final HikariDataSource POOL = pool(SERVER.getPort(), 20);

    private PostgresServer() {}

    static EmbeddedPostgres start() {
        try {
            return settings().start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
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
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    static int port() {
        return SERVER.getPort();
    }

    static HikariDataSource pool() {
        return POOL;
    }

    /** Makes the tables in a new schema and returns its name. */
    static String newSchema() {
        String schema = "ledger_" + SCHEMAS.incrementAndGet();
        PostgresSchema.applyPlainly(POOL, schema);
        return schema;
    }
}
