package io.reelbudget.cli.ledger;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.archive.LedgerArchive;
import io.reelbudget.ledger.archive.RootArrival;
import io.reelbudget.store.jdbc.PostgresSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget ledger import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes all that is in an archive into a ledger, which may be new, and verifies the ledger.",
            "",
            "Roots that are there already with the same entries are left as they are, so an import that was cut short is"
                    + " ended by another. Where one has other entries nothing is changed."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 the ledger does not add up afterwards, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget ledger import books.archive -d books",
            "  budget ledger import b.archive --create-tables --database jdbc:postgresql:db"
        })
public final class ImportCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerDirectory target = new LedgerDirectory();

    @Parameters(paramLabel = "ARCHIVE", description = "What 'budget ledger export --as archive' wrote.")
    private Path archive = Path.of("");

    @Option(
            names = "--create-tables",
            description = "Makes the database's tables first where they are missing, as their owner.")
    private boolean createTables;

    @Override
    public Integer call() {
        if (createTables) {
            PGSimpleDataSource owner = new PGSimpleDataSource();
            owner.setURL(target.url());
            PostgresSchema.apply(
                    owner, target.settings().schema(), InstantSource.system().instant());
        }
        // Nothing is begun for an archive that is none.
        int roots = LedgerArchive.read(archive).roots().size();
        return tell(target.askOrBegin(this::restore), roots);
    }

    private RootArrival restore(Ledger ledger) {
        return LedgerArchive.restore(archive, ledger);
    }

    private int tell(RootArrival arrival, int roots) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Added " + arrival.added() + " transactions of " + roots + " roots; " + arrival.known()
                + " were there already.");
        out.println(arrival.verification().entries() + " entries gave "
                + arrival.verification().accounts() + " accounts; "
                + (arrival.verification().passed() ? "all agrees." : "not all agrees:"));
        out.flush();
        arrival.verification().differences().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getErr().flush();
        return arrival.verification().passed() ? 0 : 1;
    }
}
