package io.reelbudget.cli.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.output.Listing;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Statement;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget ledger statement}. */
@Command(
        name = "statement",
        mixinStandardHelpOptions = true,
        description = "Lists the newest entries of an account, the newest first.",
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget ledger statement -d books acme",
            "  budget ledger statement -d books acme/video --limit 500 --format csv"
        })
public final class StatementCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerDirectory directory = new LedgerDirectory();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "ACCOUNT", description = "The account's path, such as acme/video.")
    private String account = "";

    @Option(names = "--limit", description = "How many entries, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "Limit was " + limit + " but must be 1 to " + MOST + "; export the account to get all.");
        }
        AccountPath path = AccountPath.of(account);
        Statement statement = directory.ask(ledger -> ledger.statement(path, limit));
        PrintWriter out = spec.commandLine().getOut();
        Listing listing = Listing.of(
                Listing.number("sequence", "no."),
                Listing.text("time", "time"),
                Listing.text("account", "account"),
                Listing.text("kind", "what"),
                Listing.decimal("available", "available"),
                Listing.decimal("held", "held"),
                Listing.decimal("posted", "posted"),
                Listing.text("labels", "labels"),
                Listing.text("text", "text"));
        for (Entry entry : statement.entries()) {
            listing = listing.with(
                    Long.toString(entry.sequence()),
                    entry.time().truncatedTo(ChronoUnit.MILLIS).toString(),
                    entry.account().toString(),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    moved(entry, path, Pool.AVAILABLE),
                    moved(entry, path, Pool.HELD),
                    moved(entry, path, Pool.POSTED),
                    entry.labels().values().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(" ")),
                    entry.text());
        }
        output.print(listing, out);
        output.remark("Available now: " + statement.balance().available() + ".", out);
        return 0;
    }

    /** What an entry changed in a pool of the account; empty where it did not. */
    private static String moved(Entry entry, AccountPath path, Pool pool) {
        List<Posting> own = entry.postings().stream()
                .filter(posting -> posting.account().equals(path))
                .filter(posting -> posting.to() == pool || posting.from() == pool)
                .toList();
        return own.stream()
                .map(posting -> posting.to() == pool
                        ? posting.amount()
                        : posting.amount().negated())
                .reduce((one, other) -> one.plus(other))
                .map(sum -> sum.toDecimalString())
                .orElse("");
    }
}
