package io.reelbudget.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.store.jdbc.PostgresSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** A real server, which syncs what it acknowledges; skipped, loudly, where none starts. */
final class HostDatabase implements AutoCloseable {

    private static final long GLANCE_NANOS = 3_000_000;

    private final EmbeddedPostgres server;

    private HostDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static HostDatabase start() {
        try {
            return new HostDatabase(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start());
        } catch (IOException | IllegalStateException failed) {
            LoggerFactory.getLogger(HostDatabase.class).error("SKIPPED: no PostgreSQL starts here.", failed);
            return Assumptions.abort("No PostgreSQL starts here: " + failed);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres";
    }

    void newSchema(String schema) throws SQLException {
        PostgresSchema.apply(server.getPostgresDatabase(), schema, Instant.now());
        execute("CREATE TABLE " + schema + ".delivered (key text, host text, began bigint)");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String query) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Waits until something is so, and returns how long that took; fails where it takes too long. */
    static Duration until(String what, Duration patience, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(patience);
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
