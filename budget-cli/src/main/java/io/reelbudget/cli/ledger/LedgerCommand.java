package io.reelbudget.cli.ledger;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code budget ledger}. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Checks a ledger, writes out what happened to its accounts, and moves it elsewhere.",
        footer = {
            "",
            "Exit codes: 0 done, 1 the ledger does not add up, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget ledger verify -d books",
            "  budget ledger statement -d books acme",
            "  budget ledger export -d books acme --output acme.csv"
        },
        subcommands = {VerifyCommand.class, StatementCommand.class, ExportCommand.class, ImportCommand.class})
public final class LedgerCommand implements Runnable {

    // Set by picocli before run().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What to do with the ledger was missing; name verify, statement, export or import.");
    }
}
