package io.reelbudget.bench;

import io.reelbudget.bench.estimator.EstimatorCommand;
import io.reelbudget.bench.estimator.EstimatorLatencyCommand;
import io.reelbudget.bench.exhaustion.ExhaustionCommand;
import io.reelbudget.bench.exhaustion.ExhaustionSpeed;
import io.reelbudget.bench.exhaustion.RunwaySpeed;
import io.reelbudget.bench.forecast.ForecastCommand;
import io.reelbudget.bench.forecast.ForecastSpeedCommand;
import io.reelbudget.bench.ledger.LedgerCommand;
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
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.addSubcommand(new ForecastCommand());
        line.addSubcommand(
                ForecastSpeedCommand.withExhaustion(ExhaustionSpeed::per100kSeconds, RunwaySpeed::per100kSeconds));
        line.addSubcommand(new ExhaustionCommand());
        line.addSubcommand(new EstimatorCommand());
        line.addSubcommand(new EstimatorLatencyCommand());
        System.exit(line.execute(arguments));
    }
}
