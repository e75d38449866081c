package io.reelbudget.cli.check;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.check.Measure.Subject;
import io.reelbudget.cli.estimate.JobOptions;
import io.reelbudget.cli.ledger.OpenLedger;
import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.Listing;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.estimator.ModelCard;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fails a pipeline where a job is too dear, an account runs short, or a model is too bad.",
            "",
            "A condition is a measure, one of < <= > >=, and a limit. Put it in quotes. It is checked of each job, account or"
                    + " encoder that is given; where it holds of one of them, the exit code is 1.",
            "",
            "Measures of a job (all its renditions together): p10, p50, p90 (money), cpu-p10, cpu-p50, cpu-p90 (time).",
            "Of an account: available, held, posted, shortfall (money), share-left, run-out (share), runway (time; of money"
                    + " that lasts it is more than any limit).",
            "Of a model, by encoder: model-p90-coverage, model-median-error, model-total-error (share).",
            "Limits: money such as '5 USD' or '300 vCPU-s', time such as '90s', '30m', '2h' or '1.5d', shares such as '0.1'"
                    + " or '10%%'."
        },
        footer = {
            "",
            "Exit codes: 0 no condition holds, 1 one does, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget check holiday.mp4 --to 1080p-av1 --fail-if 'p90>5 USD'",
            "  budget check -d books --fail-if 'runway<2h' --fail-if 'share-left<10%%'",
            "  budget check -d books --account acme --fail-if 'run-out>0.5' --format json",
            "  budget check --model-card mine.json --fail-if 'model-p90-coverage<0.85'"
        })
public final class CheckCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--fail-if",
            required = true,
            paramLabel = "CONDITION",
            description = "Such as 'p90>5 USD', 'runway<2h' or 'share-left<0.1'. May be given more than once.")
    private List<String> conditions = List.of();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "A job: a video, ffprobe's JSON, or after '--' ffmpeg's arguments.")
    private List<String> inputs = List.of();

    @Mixin
    private JobOptions job = new JobOptions();

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            description = "A ledger's directory. No other program may have it open.")
    private @Nullable Path directory;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "Of the ledger, such as acme/video. May be given more than once. Without it, all.")
    private List<String> accounts = List.of();

    @Option(names = "--model-card", paramLabel = "FILE", description = "The card of a model, in JSON.")
    private @Nullable Path modelCard;

    @Override
    public Integer call() {
        List<Condition> all = conditions.stream().map(Condition::parse).toList();
        all.forEach(this::requireSubject);
        List<Reading> readings = readings(all);
        Listing listing = Listing.of(
                Listing.text("condition", "fail if"),
                Listing.text("subject", "of"),
                Listing.text("value", "is"),
                Listing.text("unit", "in"),
                Listing.text("result", "result"));
        int failed = 0;
        for (Condition condition : all) {
            for (Reading reading : measured(readings, condition)) {
                boolean holds = condition.holds(reading);
                failed += holds ? 1 : 0;
                listing = listing.with(
                        condition.text(), reading.subject(), reading.words(), unit(reading), holds ? "FAIL" : "pass");
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        output.print(listing, out);
        output.remark(failed + " of " + listing.rows().size() + " checks failed.", out);
        return failed == 0 ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }

    /** A condition that nothing is checked by would pass forever. */
    private void requireSubject(Condition condition) {
        String missing =
                switch (condition.measure().subject()) {
                    case JOB -> inputs.isEmpty() ? "a job: give a video, or ffprobe's JSON" : "";
                    case ACCOUNT -> directory == null ? "accounts: give a ledger's directory with -d" : "";
                    case MODEL -> modelCard == null ? "a model: give its card with --model-card" : "";
                };
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "Condition '" + condition.text() + "' had nothing to check but must have " + missing + ".");
        }
    }

    private static List<Reading> measured(List<Reading> readings, Condition condition) {
        List<Reading> measured = readings.stream()
                .filter(reading -> reading.measure() == condition.measure())
                .toList();
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("Condition '" + condition.text() + "' found no "
                    + condition.measure().word()
                    + " but must find one, or it would pass forever; check what was given.");
        }
        return measured;
    }

    private List<Reading> readings(List<Condition> all) {
        List<Reading> readings = new ArrayList<>();
        if (asks(all, Subject.JOB)) {
            readings.addAll(ofJob());
        }
        if (directory != null && asks(all, Subject.ACCOUNT)) {
            readings.addAll(ofAccounts(directory));
        }
        if (modelCard != null && asks(all, Subject.MODEL)) {
            readings.addAll(Readings.ofModel(card(modelCard)));
        }
        return readings;
    }

    private static boolean asks(List<Condition> all, Subject subject) {
        return all.stream().anyMatch(each -> each.measure().subject() == subject);
    }

    private List<Reading> ofJob() {
        TranscodeJob wanted =
                job.job(inputs, remark -> spec.commandLine().getErr().println("Note: " + remark));
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            return Readings.ofJob(
                    inputs.size() == 1 ? inputs.get(0) : "ffmpeg's arguments",
                    wanted,
                    estimator,
                    job.book(),
                    Instant.now());
        }
    }

    private List<Reading> ofAccounts(Path ledgers) {
        return OpenLedger.in(ledgers, ledger -> {
            List<AccountPath> looked = accounts.isEmpty()
                    ? ledger.blocking().accounts()
                    : accounts.stream().map(AccountPath::of).toList();
            if (looked.isEmpty()) {
                throw new IllegalArgumentException("Ledger '" + ledgers
                        + "' had no accounts but must have one at least, or nothing is checked; check the path.");
            }
            return looked.stream()
                    .flatMap(account -> Readings.ofAccount(ledger, account, InstantSource.system()).stream())
                    .toList();
        });
    }

    private static ModelCard card(Path file) {
        try {
            return ModelCard.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Model card '" + file + "' cannot be read: " + e.getMessage() + "; check the path.", e);
        }
    }

    private static String unit(Reading reading) {
        return switch (reading.measure().kind()) {
            case MONEY -> reading.unit().map(Unit::toString).orElse("");
            case TIME -> "s";
            case SHARE -> "";
        };
    }
}
