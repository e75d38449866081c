package io.reelbudget.bench.ledger;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of its own, which syncs what it acknowledges, and the processor time of all its processes. */
final class SharedServer implements AutoCloseable {

    private static final int PARENT = 1;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int ENDED_USER_TICKS = 13;
    private static final int ENDED_SYSTEM_TICKS = 14;
    private static final double MICROS_PER_TICK = 10_000;

    /** As many as the servers of this bench take. */
    static final int MAX_CONNECTIONS = 200;

    private final EmbeddedPostgres server;
    private final Path data;
    private final long postmaster;

    private SharedServer(EmbeddedPostgres server, Path data, long postmaster) {
        this.server = server;
        this.data = data;
        this.postmaster = postmaster;
    }

    /** Starts one with the settings that PostgreSQL comes with, but for the number of connections. */
    static SharedServer start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                .start();
        String url = server.getJdbcUrl("postgres", "postgres");
        try (Connection connection = DriverManager.getConnection(url);
                Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery("SHOW data_directory")) {
            row.next();
            Path data = Path.of(row.getString(1));
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return new SharedServer(server, data, Long.parseLong(lines.get(0).trim()));
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    int port() {
        return server.getPort();
    }

    /** Returns the directory of its files. */
    Path data() {
        return data;
    }

    /** Returns the directory of its programs. */
    Path binaries() {
        String program = ProcessHandle.of(postmaster)
                .flatMap(process -> process.info().command())
                .orElseThrow(() -> new IllegalStateException("Server " + postmaster + " was gone."));
        return requireNonNull(Path.of(program).getParent(), program);
    }

    /** Carries out statements that make a contestant's tables. */
    void execute(String statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** Returns the processor time that the server and its processes have used, those that ended too. */
    double cpuMicros() throws IOException {
        double ticks = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                ticks += ticksOf(process);
            }
        }
        return ticks * MICROS_PER_TICK;
    }

    private double ticksOf(Path process) {
        String name = process.getFileName().toString();
        if (!Character.isDigit(name.charAt(0))) {
            return 0;
        }
        String stat;
        try {
            stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return 0;
        }
        // The name in parentheses may have blanks; the fields after it have not.
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        boolean itself = Long.parseLong(name) == postmaster;
        if (!itself && Long.parseLong(fields.get(PARENT)) != postmaster) {
            return 0;
        }
        double own = Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(SYSTEM_TICKS));
        return itself
                ? own + Long.parseLong(fields.get(ENDED_USER_TICKS)) + Long.parseLong(fields.get(ENDED_SYSTEM_TICKS))
                : own;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
