package io.reelbudget.cli.ledger;

import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.Listing;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.Verification;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code budget ledger verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recomputes all accounts from the journal and compares.",
            "",
            "Prints for each root the end of the chain of its entries. Keep it elsewhere: later it shows that none of"
                    + " them was changed since."
        },
        footer = {
            "",
            "Exit codes: 0 all agrees, 1 something differs or the journal is damaged, 2 bad input, 70 a fault of the program.",
            "",
            "Example:",
            "  budget ledger verify -d books"
        })
public final class VerifyCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerDirectory directory = new LedgerDirectory();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try {
            return verified(directory.ask(BlockingLedger::verify));
        } catch (CorruptJournalException damaged) {
            spec.commandLine().getErr().println("budget: " + damaged.getMessage());
            return ExitCode.DOES_NOT_HOLD;
        }
    }

    private int verified(Verification found) {
        PrintWriter out = spec.commandLine().getOut();
        Listing seals = Listing.of(Listing.text("root", "root"), Listing.text("seal", "end of its chain"));
        for (Map.Entry<String, String> seal : new TreeMap<>(found.seals()).entrySet()) {
            seals = seals.with(seal.getKey(), seal.getValue());
        }
        output.print(seals, out);
        found.differences().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getErr().flush();
        output.remark(
                found.entries() + " entries gave " + found.accounts() + " accounts"
                        + found.since()
                                .map(since -> "; what a snapshot says of the time before " + since + " was believed")
                                .orElse("")
                        + (found.passed()
                                ? "; all agrees."
                                : "; " + found.differences().size() + " differ."),
                out);
        return found.passed() ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }
}
