package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that acknowledges what one of two standbys has on its disk too. */
final class QuorumServers implements AutoCloseable {

    private static final List<String> STANDBYS = List.of("a", "b");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final SharedServer primary;
    private final List<StandbyServer> standbys = new ArrayList<>();

    private QuorumServers(SharedServer primary) {
        this.primary = primary;
    }

    /** Starts all three; standbys have their files below a directory. */
    static QuorumServers start(Path directory) throws IOException, SQLException {
        QuorumServers servers = new QuorumServers(SharedServer.start());
        try {
            for (String name : STANDBYS) {
                servers.standbys.add(StandbyServer.following(servers.primary, name, directory.resolve(name)));
            }
            servers.require();
            return servers;
        } catch (IOException | SQLException | RuntimeException failed) {
            servers.close();
            throw failed;
        }
    }

    /** Has every commit wait for one standby, and makes sure that both follow. */
    private void require() throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (" + String.join(", ", STANDBYS) + ")'");
            statement.execute("SELECT pg_reload_conf()");
            long deadline = System.nanoTime() + PATIENCE;
            while (following(statement) < STANDBYS.size()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The standbys did not come to follow their primary.");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static int following(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT count(*) FROM pg_stat_replication" + " WHERE state = 'streaming' AND sync_state = 'quorum'")) {
            row.next();
            return row.getInt(1);
        }
    }

    SharedServer primary() {
        return primary;
    }

    @Override
    public void close() throws IOException {
        for (StandbyServer standby : standbys) {
            standby.close();
        }
        primary.close();
    }
}
