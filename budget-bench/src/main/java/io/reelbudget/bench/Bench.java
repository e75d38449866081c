package io.reelbudget.bench;

import io.reelbudget.bench.backtest.BacktestCommand;
import io.reelbudget.bench.console.ConsoleCommand;
import io.reelbudget.bench.estimator.EstimatorCommand;
import io.reelbudget.bench.estimator.EstimatorLatencyCommand;
import io.reelbudget.bench.exhaustion.ExhaustionCommand;
import io.reelbudget.bench.exhaustion.RunwaySpeed;
import io.reelbudget.bench.forecast.ForecastCommand;
import io.reelbudget.bench.forecast.ForecastSpeedCommand;
import io.reelbudget.bench.learning.LearningCommand;
import io.reelbudget.bench.ledger.LedgerCommand;
import io.reelbudget.bench.ledger.SharedCommand;
import io.reelbudget.bench.policy.PolicyCommand;
import io.reelbudget.bench.policy.ScalingCommand;
import io.reelbudget.bench.probe.LiveProbeCommand;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code budget-bench/run}: each measurement is a subcommand. */
@Command(
        name = "run",
        description = "Measures; prints tables, and one JSON object as the last line.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "MEASUREMENT")
public final class Bench {

    private Bench() {}

    /** Runs the measurement that the arguments name. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Bench());
        line.addSubcommand(new EncodersCommand(InstantSource.system()));
        line.addSubcommand(new EncoderNoiseCommand());
        line.addSubcommand(new LedgerCommand());
        line.addSubcommand(new SharedCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.addSubcommand(new ForecastCommand());
        line.addSubcommand(ForecastSpeedCommand.withExhaustion(RunwaySpeed::measure));
        line.addSubcommand(new ExhaustionCommand());
        line.addSubcommand(new LiveProbeCommand());
        line.addSubcommand(new PolicyCommand());
        line.addSubcommand(new ScalingCommand());
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
        line.addSubcommand(new EstimatorCommand());
        line.addSubcommand(new EstimatorLatencyCommand());
        line.addSubcommand(new LearningCommand());
        line.addSubcommand(new BacktestCommand());
        line.addSubcommand(new ConsoleCommand());
        System.exit(line.execute(arguments));
    }

    /** A file that is not there is the caller's to mend: no trace of our code. */
    private static int explain(Exception failure, CommandLine command) throws Exception {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (cause instanceof NoSuchFileException missing) {
            command.getErr().println("There is no file " + missing.getFile() + "; name one that can be read.");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        throw failure;
    }
}
