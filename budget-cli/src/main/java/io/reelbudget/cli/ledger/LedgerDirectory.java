package io.reelbudget.cli.ledger;

import io.reelbudget.ledger.BlockingLedger;
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
import picocli.CommandLine.Option;

/** The option that names a ledger, which is opened for one command. */
public final class LedgerDirectory {

    @Option(
            names = {"-d", "--directory"},
            required = true,
            paramLabel = "DIR",
            description = "The ledger's directory. No other program may have it open.")
    private Path directory = Path.of("");

    /**
     * Opens the ledger, asks it and closes it. Where there is no ledger, none is begun.
     *
     * @throws IllegalArgumentException if there is none
     */
    <R> R ask(Function<BlockingLedger, R> question) {
        requireJournal();
        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            return question.apply(ledger.blocking());
        }
    }

    private void requireJournal() {
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(directory, "*.journal")) {
            if (!journals.iterator().hasNext()) {
                throw new IllegalArgumentException(
                        "Directory '" + directory + "' had no journal but must be that of a ledger; check the path.");
            }
        } catch (NotDirectoryException | NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "Directory '" + directory + "' was none but must be that of a ledger; check the path.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Directory '" + directory + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
