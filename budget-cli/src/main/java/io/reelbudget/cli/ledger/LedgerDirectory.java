package io.reelbudget.cli.ledger;

import io.reelbudget.ledger.BlockingLedger;
import java.nio.file.Path;
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
        return OpenLedger.in(directory, ledger -> question.apply(ledger.blocking()));
    }
}
