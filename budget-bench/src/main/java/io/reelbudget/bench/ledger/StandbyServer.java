package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A server that follows another: made by a copy of its files while it runs, since the binaries have no other means. */
final class StandbyServer implements AutoCloseable {

    /** What belongs to the other's processes, or is sent anew. */
    private static final Set<String> LEFT_OUT =
            Set.of("pg_wal", "pg_replslot", "pg_stat_tmp", "pg_dynshmem", "postmaster.pid", "postmaster.opts");

    private static final List<String> EMPTY =
            List.of("pg_wal/archive_status", "pg_wal/summaries", "pg_replslot", "pg_stat_tmp", "pg_dynshmem");

    private final Path data;
    private final Path binaries;

    private StandbyServer(Path data, Path binaries) {
        this.data = data;
        this.binaries = binaries;
    }

    /** Starts one that follows a server under a name. */
    static StandbyServer following(SharedServer primary, String name, Path data) throws IOException, SQLException {
        StandbyServer standby = new StandbyServer(data, primary.binaries());
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('" + name + "', true)");
            copyTree(primary.data(), data);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(data.resolve("backup_label"), label.getString(1));
            }
        }
        for (String directory : EMPTY) {
            Files.createDirectories(data.resolve(directory));
        }
        Files.writeString(data.resolve("standby.signal"), "");
        Files.write(
                data.resolve("postgresql.conf"),
                List.of(
                        "primary_conninfo = 'host=localhost port=" + primary.port() + " user=postgres application_name="
                                + name + "'",
                        "max_connections = " + SharedServer.MAX_CONNECTIONS,
                        "unix_socket_directories = ''",
                        "recovery_init_sync_method = syncfs"),
                StandardOpenOption.APPEND);
        standby.start();
        return standby;
    }

    private void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        run("-o", "-p " + port, "-l", data.resolve("server.log").toString(), "-w", "-t", "90", "start");
    }

    private void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; so it is told that it is somebody else.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binaries.resolve("pg_ctl").toString(), "-D", data.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(data.resolve("server.log")));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", stop);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path copy = to.resolve(from.relativize(directory).toString());
                Files.createDirectories(copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(directory));
                return isLeftOut(from, directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isLeftOut(from, file)) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file).toString()));
                    } catch (NoSuchFileException gone) {
                        // A server at work deletes files; the log that is replayed says so too.
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isLeftOut(Path from, Path path) {
        return LEFT_OUT.contains(from.relativize(path).toString());
    }

    @Override
    public void close() throws IOException {
        run("-m", "immediate", "-w", "stop");
    }
}
