package io.reelbudget.cli.ledger;

import io.reelbudget.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/** A ledger that is open for one question. */
public final class OpenLedger {

    private OpenLedger() {}

    /**
     * Opens the ledger of a directory, asks it and closes it. Where there is no ledger, none is begun.
     *
     * @throws IllegalArgumentException if there is none
     * @throws io.reelbudget.ledger.LedgerUnavailableException if another program has it open
     */
    public static <R> R in(Path directory, Function<Ledger, R> question) {
        requireJournal(directory);
        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            return question.apply(ledger);
        }
    }

    /**
     * Refuses a directory that is none of a ledger.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static void requireJournal(Path directory) {
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(directory, "*.journal")) {
            if (!journals.iterator().hasNext()) {
                throw new IllegalArgumentException("Directory '" + directory
                        + "' had no journal but must be that of a ledger; " + advice(directory) + ".");
            }
        } catch (NotDirectoryException | NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "Directory '" + directory + "' was none but must be that of a ledger; check the path.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Directory '" + directory + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** The demo keeps its ledger beside its clips: who names the directory of both is told. */
    private static String advice(Path directory) {
        Path below = directory.resolve("ledger");
        return Files.isDirectory(below)
                ? "try '" + below + "'"
                : "check the path, or have 'budget demo --directory DIR' make one in DIR/ledger";
    }
}
