package io.reelbudget.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Three servers: a primary that acknowledges what one of two standbys has on its disk too. */
final class QuorumCluster implements AutoCloseable {

    private static final int NODES = 3;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final List<ServerNode> nodes = new ArrayList<>();
    private ServerNode primary;

    private QuorumCluster(Path directory, Path binaries) throws IOException {
        for (int i = 0; i < NODES; i++) {
            nodes.add(ServerNode.in(directory, "node_" + i, binaries));
        }
        primary = nodes.get(0);
    }

    static QuorumCluster start(Path directory) throws IOException, SQLException {
        Path binaries = ServerNode.binariesOf(Path.of(PostgresServer.ask("SHOW data_directory")));
        QuorumCluster cluster = new QuorumCluster(directory, binaries);
        try {
            cluster.begin();
            return cluster;
        } catch (IOException | SQLException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private void begin() throws IOException, SQLException {
        primary.initialize(settings());
        for (ServerNode standby : standbys()) {
            standby.copyStopped(primary);
        }
        for (ServerNode node : nodes) {
            node.start();
        }
        awaitStandbys(NODES - 1);
    }

    /** All have the same, so that any may become the primary; it is not its own standby although it is named. */
    private List<String> settings() {
        String names = nodes.stream().map(node -> node.name).collect(Collectors.joining(", "));
        return List.of(
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "fsync = on",
                "synchronous_commit = on",
                "full_page_writes = on",
                "synchronous_standby_names = 'ANY 1 (" + names + ")'",
                "shared_buffers = 32MB",
                "wal_keep_size = 512MB",
                "wal_retrieve_retry_interval = 100ms",
                "recovery_init_sync_method = syncfs");
    }

    ServerNode primary() {
        return primary;
    }

    List<ServerNode> standbys() {
        return nodes.stream().filter(node -> node != primary).toList();
    }

    /** Returns the address by which the driver finds whichever is the primary. */
    String url() {
        return "jdbc:postgresql://"
                + nodes.stream().map(node -> "localhost:" + node.port).collect(Collectors.joining(","))
                + "/postgres?user=postgres&targetServerType=primary&hostRecheckSeconds=1&connectTimeout=2";
    }

    /** Kills the primary and has the standby follow it that received the most; the other follows that one. */
    Duration failOver() throws IOException, SQLException {
        long begun = System.nanoTime();
        ServerNode dead = primary;
        dead.kill();
        List<ServerNode> left = standbys();
        ServerNode best = left.stream()
                .max(Comparator.comparingLong(QuorumCluster::received))
                .orElseThrow();
        if (!best.ask("SELECT pg_promote(true, 60)").equals("t")) {
            throw new IllegalStateException(best + " was not promoted.");
        }
        primary = best;
        for (ServerNode other : left) {
            if (other != best) {
                other.follow(best);
                other.ask("SELECT pg_reload_conf()");
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Both are asked: what was acknowledged is on one of them, and nobody knows on which. */
    private static long received(ServerNode standby) {
        try {
            return Long.parseLong(standby.ask("SELECT (greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())"
                    + " - '0/0'::pg_lsn)::bigint"));
        } catch (SQLException unreachable) {
            throw new IllegalStateException(standby + " must say what it has before any is promoted.", unreachable);
        }
    }

    /** Brings whoever does not run back as a standby of the primary, with a new copy: its own may have gone on. */
    void rejoin() throws IOException, SQLException {
        for (ServerNode node : standbys()) {
            boolean runs = isUp(node);
            if (!runs) {
                node.copyRunning(primary);
                node.start();
            }
        }
        awaitStandbys(NODES - 1);
    }

    private static boolean isUp(ServerNode node) {
        try {
            return node.ask("SELECT 1").equals("1");
        } catch (SQLException down) {
            return false;
        }
    }

    /** Waits until so many standbys follow. */
    void awaitStandbys(int count) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE;
        String following = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
        while (Integer.parseInt(primary.ask(following)) < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Fewer than " + count + " standbys came to follow " + primary + ".");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerNode node : nodes) {
            node.kill();
        }
    }
}
