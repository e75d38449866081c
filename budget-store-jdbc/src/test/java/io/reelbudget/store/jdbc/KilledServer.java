package io.reelbudget.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of its own that is killed with all its processes, as when the machine loses them, and started again. */
final class KilledServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path data;

    private KilledServer(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    static KilledServer start() throws SQLException {
        EmbeddedPostgres server = PostgresServer.start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery("SHOW data_directory")) {
            row.next();
            return new KilledServer(server, Path.of(row.getString(1)));
        }
    }

    int port() {
        return server.getPort();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port() + "/postgres?user=postgres";
    }

    private ProcessHandle postmaster() throws IOException {
        String number = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(number.trim())).orElseThrow();
    }

    /** Kills all processes at once and starts the server again as it was started; waits until it recovers. */
    void killAndRestart() throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        Path binaries = Path.of(postmaster.info().command().orElseThrow()).getParent();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(0, postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            process.onExit().join();
        }
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; so it is told that it is somebody else.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                binaries.resolve("pg_ctl").toString(),
                "-D",
                data.toString(),
                "-o",
                "-p " + port() + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=150",
                "-l",
                data.resolve("restarted.log").toString(),
                "-w",
                "start"));
        Process start = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!start.waitFor(60, TimeUnit.SECONDS) || start.exitValue() != 0) {
            throw new IllegalStateException(
                    "Server did not start again: " + Files.readString(data.resolve("restarted.log")));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
