package io.reelbudget.cli;

import io.reelbudget.cli.check.CheckCommand;
import io.reelbudget.cli.completion.CompletionCommand;
import io.reelbudget.cli.demo.DemoCommand;
import io.reelbudget.cli.estimate.EstimateCommand;
import io.reelbudget.cli.forecast.ForecastCommand;
import io.reelbudget.cli.ledger.AccountCommand;
import io.reelbudget.cli.ledger.LedgerCommand;
import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.StandardOutput;
import io.reelbudget.cli.replay.ReplayCommand;
import io.reelbudget.cli.serve.ServeCommand;
import io.reelbudget.cli.train.TrainCommand;
import io.reelbudget.estimator.ModelException;
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
        footer = {
            "",
            "Exit codes: 0 done, 1 something does not hold, 2 bad input, 69 Java, Maven or the build is missing, 70 a fault"
                    + " of the program, 74 the output could not be written.",
            "",
            "Answers go to stdout, progress and complaints to stderr. NO_COLOR leaves colours out, COLUMNS says how wide.",
            "",
            "Examples:",
            "  budget demo",
            "  budget estimate holiday.mp4",
            "  budget serve --ledger DIR",
            "  budget help forecast"
        },
        subcommands = {
            DemoCommand.class,
            EstimateCommand.class,
            ForecastCommand.class,
            ReplayCommand.class,
            CheckCommand.class,
            TrainCommand.class,
            AccountCommand.class,
            LedgerCommand.class,
            ServeCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        StandardOutput output = StandardOutput.install();
        int exitCode = run(arguments);
        System.out.flush();
        System.exit(output.exitCode(exitCode, System.err));
    }

    /** Runs the program and returns its exit code: 0 done, 1 something does not hold, 2 bad input, 70 a fault. */
    static int run(String... arguments) {
        return program().execute(arguments);
    }

    /** Returns the program, its commands and how it complains. */
    static CommandLine program() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(explaining());
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
                    || fault instanceof ModelException
                    || fault instanceof UncheckedIOException) {
                command.getErr().println("budget: " + fault.getMessage());
                return ExitCode.BAD_INPUT;
            }
            // A command's own exit code for exceptions is not inherited: rethrown, most faults would end as 1.
            fault.printStackTrace(command.getErr());
            return ExitCode.FAULT;
        };
    }
}
