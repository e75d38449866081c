package io.reelbudget.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One server of a cluster: its directory and what may be done with it. */
final class ServerNode {

    /** What a copy of a running server must not have: processes, what it sends to others, and logs that it is sent. */
    private static final Set<String> NOT_COPIED = Set.of("pg_wal", "pg_replslot", "pg_stat_tmp", "pg_dynshmem");

    private static final Set<String> FILES_NOT_COPIED =
            Set.of("postmaster.pid", "postmaster.opts", "standby.signal", "server.log");

    final String name;
    final int port;
    private final Path data;
    private final Path binaries;

    private ServerNode(String name, int port, Path data, Path binaries) {
        this.name = name;
        this.port = port;
        this.data = data;
        this.binaries = binaries;
    }

    static ServerNode in(Path directory, String name, Path binaries) {
        return new ServerNode(name, freePort(), directory.resolve(name), binaries);
    }

    /** Returns one that no outgoing connection is given, which could take it while the server does not listen. */
    private static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // Another listens there; the next may be free.
            }
        }
        throw new IllegalStateException("No free port was found between 15000 and 32000.");
    }

    /** Makes its files anew, with settings that all nodes have. */
    void initialize(List<String> settings) throws IOException {
        run("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        Files.write(data.resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
    }

    /** Takes the files of another that does not run and never did, to follow it. */
    void copyStopped(ServerNode other) throws IOException {
        copyTree(other.data, data, Set.of(), Set.of());
        follow(other);
    }

    /** Gives up its files and takes those of another that runs, to follow it. */
    void copyRunning(ServerNode other) throws IOException, SQLException {
        deleteTree(data);
        try (Connection connection = other.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('copy', true)");
            copyTree(other.data, data, NOT_COPIED, FILES_NOT_COPIED);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(data.resolve("backup_label"), label.getString(1));
            }
        }
        for (String directory :
                List.of("pg_wal/archive_status", "pg_wal/summaries", "pg_replslot", "pg_stat_tmp", "pg_dynshmem")) {
            Files.createDirectories(data.resolve(directory));
        }
        follow(other);
    }

    /** Says whom it follows, from its next start on, or at once where it runs. */
    void follow(ServerNode primary) throws IOException {
        Files.writeString(data.resolve("standby.signal"), "");
        Files.write(
                data.resolve("postgresql.conf"),
                List.of("primary_conninfo = 'host=127.0.0.1 port=" + primary.port + " user=postgres application_name="
                        + name + "'"),
                StandardOpenOption.APPEND);
    }

    void start() throws IOException {
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-o",
                "-p " + port,
                "-l",
                data.resolve("server.log").toString(),
                "-t",
                "60",
                "-w",
                "start");
    }

    /** Ends all its processes at once, as when the machine loses them. */
    void kill() throws IOException {
        Path pid = data.resolve("postmaster.pid");
        if (!Files.exists(pid)) {
            return;
        }
        ProcessHandle postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pid).get(0).trim()))
                .orElse(null);
        if (postmaster == null) {
            return;
        }
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(0, postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
    }

    /** Returns the one value that a question is answered by. */
    String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; so it is told that it is somebody else.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                Path log = data.resolve("server.log");
                throw new IllegalStateException(
                        command + " failed: " + (Files.exists(log) ? Files.readString(log) : "it left no log"));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", stop);
        }
    }

    private static void copyTree(Path from, Path to, Set<String> directories, Set<String> files) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path copy = to.resolve(from.relativize(directory).toString());
                Files.createDirectories(copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(directory));
                return directories.contains(from.relativize(directory).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!files.contains(from.relativize(file).toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file).toString()));
                    } catch (NoSuchFileException gone) {
                        // A server at work deletes files; the log that is replayed says so too.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, java.io.IOException failed) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Returns where the programs of a server are that runs. */
    static Path binariesOf(Path data) {
        try {
            String number = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            return Path.of(ProcessHandle.of(Long.parseLong(number.trim()))
                            .orElseThrow()
                            .info()
                            .command()
                            .orElseThrow())
                    .getParent();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
