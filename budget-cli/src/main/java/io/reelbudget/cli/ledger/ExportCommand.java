package io.reelbudget.cli.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.archive.ArchiveContents;
import io.reelbudget.ledger.archive.LedgerArchive;
import io.reelbudget.ledger.export.CsvStatement;
import io.reelbudget.ledger.export.JsonStatement;
import io.reelbudget.ledger.export.StatementSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget ledger export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all entries of an account and of those below it, the oldest first.",
            "",
            "As an archive it writes all that the ledger has, or all below one root, for 'budget ledger import'."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget ledger export -d books acme --output acme.csv",
            "  budget ledger export -d books acme --as jsonl --from 2026-11-01T00:00:00Z",
            "  budget ledger export -d books --as archive --output books.archive"
        })
public final class ExportCommand implements Callable<Integer> {

    /** What is written. */
    enum As {
        CSV,
        JSONL,
        ARCHIVE
    }

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerDirectory directory = new LedgerDirectory();

    @Parameters(
            arity = "0..1",
            paramLabel = "ACCOUNT",
            description = "The account's path, such as acme/video. An archive has all roots, or the one that is named.")
    private String account = "";

    @Option(names = "--as", description = "csv, jsonl: one JSON object a line, or archive. Default: ${DEFAULT-VALUE}.")
    private As as = As.CSV;

    @Option(names = "--from", paramLabel = "INSTANT", description = "The first instant, such as 2026-11-01T00:00:00Z.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "INSTANT", description = "The instant before which it ends.")
    private Instant to = Instant.MAX;

    @Option(names = "--output", paramLabel = "FILE", description = "Where it goes, which must not exist; else stdout.")
    private @Nullable Path output;

    @Override
    public Integer call() {
        if (as == As.ARCHIVE) {
            return archive();
        }
        if (account.isEmpty()) {
            throw new IllegalArgumentException("Account was not named but must be; give its path, such as acme/video.");
        }
        StatementSpan span = new StatementSpan(AccountPath.of(account), from, to);
        directory.ask(ledger -> {
            write(ledger, span, Optional.ofNullable(output));
            return span;
        });
        return 0;
    }

    private int archive() {
        Path file = output;
        if (file == null || !from.equals(Instant.EPOCH) || !to.equals(Instant.MAX)) {
            throw new IllegalArgumentException("Archive was asked for " + (file == null ? "without" : "with a span and")
                    + " --output FILE but must be whole, in a file; give that alone.");
        }
        ArchiveContents written = directory.askLedger(ledger -> account.isEmpty()
                ? LedgerArchive.write(ledger, file)
                : LedgerArchive.write(ledger, Set.of(account), file));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wrote " + written.transactions() + " transactions of "
                + written.roots().size() + " roots to " + file + ".");
        out.flush();
        return 0;
    }

    private void write(BlockingLedger ledger, StatementSpan span, Optional<Path> file) {
        try {
            if (file.isEmpty()) {
                Writer out = spec.commandLine().getOut();
                write(ledger, span, out);
                out.flush();
                return;
            }
            if (Files.exists(file.get())) {
                throw new IllegalArgumentException(
                        "Output '" + file.get() + "' existed but must not; name another, or remove it first.");
            }
            try (Writer out = Files.newBufferedWriter(file.get())) {
                write(ledger, span, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The entries cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(BlockingLedger ledger, StatementSpan span, Appendable out) throws IOException {
        switch (as) {
            case CSV -> CsvStatement.write(ledger, span, out);
            case JSONL -> JsonStatement.write(ledger, span, out);
            case ARCHIVE -> throw new IllegalStateException("An archive has no entries to be written one by one.");
        }
    }
}
