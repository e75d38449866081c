package io.reelbudget.cli.ledger;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a ledger, on disk or in a database, which is opened for one command. */
public final class LedgerDirectory {

    @Option(
            names = {"-d", "--directory", "--ledger"},
            paramLabel = "DIR",
            description = "The ledger's directory. No other program may have it open.")
    private @Nullable Path directory;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "In place of a directory: the database of a shared ledger, such as"
                    + " jdbc:postgresql://host/name?user=reelbudget. The password may be in ~/.pgpass.")
    private @Nullable String database;

    @Option(names = "--schema", description = "The schema of its tables. Default: ${DEFAULT-VALUE}.")
    private String schema = PostgresSettings.defaults().schema();

    /**
     * Opens the ledger, asks it and closes it. Where there is no ledger, none is begun.
     *
     * @throws IllegalArgumentException if there is none
     */
    <R> R ask(Function<BlockingLedger, R> question) {
        return askLedger(ledger -> question.apply(ledger.blocking()));
    }

    /** The same for a question that needs more than calls. */
    <R> R askLedger(Function<Ledger, R> question) {
        Path there = directory;
        return there != null && database == null ? OpenLedger.in(there, question) : inDatabase(question);
    }

    /** The same, but a directory without a ledger gets one. */
    <R> R askOrBegin(Function<Ledger, R> question) {
        Path there = directory;
        if (there == null || database != null) {
            return inDatabase(question);
        }
        try (Ledger ledger = Ledger.openJournal(there, InstantSource.system())) {
            return question.apply(ledger);
        }
    }

    private <R> R inDatabase(Function<Ledger, R> question) {
        try (Ledger ledger = PostgresLedger.open(url(), InstantSource.system(), settings())) {
            return question.apply(ledger);
        }
    }

    /**
     * Returns the database's URL.
     *
     * @throws IllegalArgumentException if there is none, or a directory as well
     */
    String url() {
        String url = database;
        if (url == null || directory != null) {
            throw new IllegalArgumentException("Ledger was " + (url == null ? "not named" : "named twice")
                    + " but must be one; give its directory by -d DIR, or its database by --database URL.");
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("Database was '" + url
                    + "' but must be a URL such as jdbc:postgresql://host/name?user=reelbudget.");
        }
        return url;
    }

    PostgresSettings settings() {
        return PostgresSettings.defaults().withSchema(schema);
    }
}
