package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens a journal of many entries whose process crashed some time after its last snapshot, and reads statements. */
final class HistoryStage {

    private static final int PAGE = 100;
    private static final int OPENINGS = 3;
    private static final String SNAPSHOT = "snapshot-";

    private final List<Row> rows;
    private final History history;
    private final int openings;
    private final int statements;
    private final Report report;

    HistoryStage(List<Row> rows, Options options, Report report) {
        this.rows = rows;
        this.history = History.of(options);
        this.openings = rows.contains(Row.RECOVERY) ? Math.min(OPENINGS, options.rounds()) : 1;
        this.statements = options.isQuick() ? 500 : 2_000;
        this.report = report;
    }

    void run() throws Exception {
        report.line(
                "A journal of %,d entries on %,d accounts, %,d of them after the last snapshot",
                history.entries(), history.accounts(), history.entriesAfter());
        try (WorkDirectory work = WorkDirectory.create()) {
            Path directory = work.resolve("journal");
            write(directory);
            report.line("%-58s %,14d bytes", "files", bytesIn(directory));
            Series seconds = new Series();
            for (int opening = 1; opening <= openings; opening++) {
                // Closing would take a snapshot: what is opened is a copy each time.
                Path copy = work.resolve("copy-" + opening);
                copy(directory, copy);
                long begun = System.nanoTime();
                try (Ledger ledger = Ledger.openJournal(copy, InstantSource.system())) {
                    seconds.add((System.nanoTime() - begun) / 1e9);
                    if (opening == openings) {
                        readFrom(ledger.blocking());
                    }
                }
            }
            reportRecovery(seconds);
        }
    }

    private void write(Path directory) throws IOException, InterruptedException {
        write(directory, history.arguments(history.jobsBefore()), List.of("--seed=1"));
        Set<String> snapshots = snapshotsIn(directory);
        write(directory, history.arguments(history.jobsAfter()), List.of("--seed=2", HistoryWriterCommand.CRASH));
        Set<String> newer = new HashSet<>(snapshotsIn(directory));
        newer.removeAll(snapshots);
        for (String name : newer) {
            // The tail shall be as long as it says, whenever the journal would have taken its next snapshot.
            Files.delete(directory.resolve(name));
        }
    }

    private static void write(Path directory, List<String> size, List<String> how)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("ledger", "history", directory.toString()));
        arguments.addAll(size);
        arguments.addAll(how);
        JavaProcess.run(List.of("-Xmx" + Row.Stage.HISTORY.heap()), arguments, line -> {});
    }

    private static Set<String> snapshotsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(SNAPSHOT))
                    .collect(Collectors.toSet());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static long bytesIn(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private void reportRecovery(Series seconds) {
        if (rows.contains(Row.RECOVERY)) {
            double scale = 10e6 / history.entries();
            report.line(
                    "%-58s %8.3f  (%.3f to %.3f)",
                    "seconds to open", seconds.median(), seconds.least(), seconds.most());
            report.figure(Row.RECOVERY, seconds.median() * scale);
        }
    }

    private void readFrom(BlockingLedger ledger) {
        if (!rows.contains(Row.STATEMENT)) {
            return;
        }
        Accounts accounts = Accounts.of(history.accounts());
        KeySequence numbers = new KeySequence(3);
        long[] nanos = new long[statements];
        // The first quarter warms up.
        for (int i = -statements / 4; i < statements; i++) {
            int account = numbers.nextBelow(accounts.size());
            long begun = System.nanoTime();
            int entries =
                    ledger.statement(accounts.get(account), PAGE).entries().size();
            nanos[Math.max(0, i)] = System.nanoTime() - begun;
            if (entries != PAGE) {
                throw new IllegalStateException("A statement had " + entries + " entries but must have " + PAGE + ".");
            }
        }
        Arrays.sort(nanos);
        double p99 = nanos[statements * 99 / 100] / 1e6;
        report.line(
                "%-58s %8.3f  (p50 %.3f, most %.3f)",
                "ms to read a statement of " + PAGE + ", p99",
                p99,
                nanos[statements / 2] / 1e6,
                nanos[statements - 1] / 1e6);
        report.figure(Row.STATEMENT, p99);
    }
}
