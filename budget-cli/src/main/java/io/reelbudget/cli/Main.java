package io.reelbudget.cli;

import io.reelbudget.cli.demo.DemoCommand;
import io.reelbudget.cli.estimate.EstimateCommand;
import io.reelbudget.cli.ledger.AccountCommand;
import io.reelbudget.cli.ledger.LedgerCommand;
import io.reelbudget.cli.serve.ServeCommand;
import io.reelbudget.ffmpeg.FfmpegNotFoundException;
import io.reelbudget.ffmpeg.NotAVideoException;
import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.UnknownAccountException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code budget}. */
@Command(
        name = "budget",
        mixinStandardHelpOptions = true,
        version = "budget 0.1.0-SNAPSHOT",
        description = "Budgets, prices and run-out forecasts for services that transcode video.",
        exitCodeOnExecutionException = Main.FAULT,
        subcommands = {
            DemoCommand.class,
            EstimateCommand.class,
            AccountCommand.class,
            LedgerCommand.class,
            ServeCommand.class
        })
public final class Main implements Runnable {

    /** Something the user gave cannot be used. */
    static final int BAD_INPUT = 2;

    /** Something went wrong that is not the user's doing. */
    public static final int FAULT = 70;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the program and returns its exit code: 0 done, 1 something does not hold, 2 bad input, 70 a fault. */
    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(explaining())
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Command was missing; name one, such as 'demo' or 'estimate'.");
    }

    /** What the user can mend is said in one line; anything else is ours, and its trace is wanted. */
    private static IExecutionExceptionHandler explaining() {
        return (fault, command, parsed) -> {
            if (fault instanceof IllegalArgumentException
                    || fault instanceof NotAVideoException
                    || fault instanceof FfmpegNotFoundException
                    || fault instanceof LedgerUnavailableException
                    || fault instanceof UnknownAccountException
                    || fault instanceof IdempotencyConflictException
                    || fault instanceof DroppedEntriesException
                    || fault instanceof CorruptJournalException
                    || fault instanceof UncheckedIOException) {
                command.getErr().println("budget: " + fault.getMessage());
                return BAD_INPUT;
            }
            throw fault;
        };
    }
}
