package io.reelbudget.backtest;

import io.reelbudget.history.JobHistoryFile;
import io.reelbudget.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A ledger's directory, copied so that opening it changes nothing of the original. */
final class LedgerCopy {

    private LedgerCopy() {}

    static History read(Path directory) throws IOException {
        Path copy = Files.createTempDirectory("reelbudget-copy");
        try {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    Path to = copy.resolve(directory.relativize(file).toString());
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                    to.toFile().setWritable(true, true);
                }
            }
            JobHistoryFile.Kept kept = JobHistoryFile.in(copy).read();
            try (Ledger ledger = Ledger.openJournal(copy, InstantSource.system())) {
                return HistoryReader.read(ledger, kept);
            }
        } finally {
            delete(copy);
        }
    }

    private static void delete(Path copy) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(copy)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
