package io.reelbudget.cli.forecast;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.chart.BurnDownChart;
import io.reelbudget.cli.chart.Heading;
import io.reelbudget.cli.chart.TerminalChart;
import io.reelbudget.cli.ledger.OpenLedger;
import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.OptionWords;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.cli.terminal.Terminal;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.usage.HourlyUsage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget forecast}. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says when money runs out, how likely that is before the renewal, and draws it.",
            "",
            "Give accounts of a ledger with -d DIR, or a file of comma-separated values with a column 'time' and one of"
                    + " what was spent then ('amount', 'posted', 'spent', 'cost' or 'charged_micros'): what 'budget ledger"
                    + " export' writes, a ledger's job-history.csv, or your own."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program. 'budget check' has one for money that runs short.",
            "",
            "Examples:",
            "  budget forecast -d books acme",
            "  budget forecast -d books acme --png acme.png --zone Europe/Berlin",
            "  budget forecast usage.csv --left 180 --until 2026-12-01T00:00:00Z",
            "  budget forecast usage.csv --left 180 --show curve --format csv"
        })
public final class ForecastCommand implements Callable<Integer> {

    /** What is printed. */
    enum Show {
        SUMMARY,
        CURVE,
        TERMS
    }

    /** The words that {@code --show} takes. */
    static final class ShowWords extends OptionWords {

        private static final long serialVersionUID = 1L;

        ShowWords() {
            super(Show.class);
        }
    }

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "ACCOUNT|FILE",
            description = "With -d, paths of accounts such as acme/video; else one history.")
    private List<String> subjects = List.of();

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            description = "A ledger's directory. No other program may have it open.")
    private @Nullable Path directory;

    @Option(
            names = "--left",
            paramLabel = "AMOUNT",
            description = "Of a file: what may still be spent, such as 180.00.")
    private @Nullable String left;

    @Option(names = "--unit", paramLabel = "UNIT", description = "Of a file: a currency. Default: ${DEFAULT-VALUE}.")
    private String unit = "USD";

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "Of a file: when new money comes. Without it, the next first of a month.")
    private @Nullable Instant until;

    @Option(
            names = "--now",
            paramLabel = "INSTANT",
            description = "Of a file: from when on it is unknown. Without it, the end of its last hour.")
    private @Nullable Instant now;

    @Option(names = "--column", paramLabel = "NAME", description = "Of a file: the column of what was spent.")
    private String column = "";

    @Option(
            names = "--show",
            paramLabel = "WHAT",
            completionCandidates = ShowWords.class,
            description = "What to print: ${COMPLETION-CANDIDATES}. Without it, people get sentence, plot and terms,"
                    + " and programs the summary.")
    private @Nullable Show show;

    @Option(names = "--png", paramLabel = "FILE", description = "Also draw a picture, over one that is there.")
    private @Nullable Path png;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Whose clock is shown. Default: ${DEFAULT-VALUE}.")
    private ZoneId zone = ZoneId.of("UTC");

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Outlook> outlooks = directory == null ? ofFile() : ofLedger(directory);
        if (show == null && output.isForPeople()) {
            outlooks.forEach(outlook -> explain(outlook, out));
        } else if (show == null || show == Show.SUMMARY) {
            output.print(OutlookListing.summary(outlooks), out);
        } else {
            output.print(show == Show.CURVE ? OutlookListing.curve(outlooks) : OutlookListing.terms(outlooks), out);
        }
        if (png != null) {
            draw(outlooks, png);
        }
        return ExitCode.DONE;
    }

    private List<Outlook> ofLedger(Path ledgers) {
        if (left != null || until != null || now != null || !column.isEmpty()) {
            throw new IllegalArgumentException("Option --left, --until, --now or --column was given beside -d but must"
                    + " be given for a file alone; the ledger knows all of these.");
        }
        return OpenLedger.in(ledgers, ledger -> subjects.stream()
                .map(AccountPath::of)
                .map(account -> LedgerOutlook.of(ledger, account, InstantSource.system()))
                .toList());
    }

    private List<Outlook> ofFile() {
        if (subjects.size() > 1) {
            throw new IllegalArgumentException("Histories were " + subjects.size()
                    + " but must be one; give accounts of a ledger with -d, or run it for each file.");
        }
        if (left == null) {
            throw new IllegalArgumentException("Option --left was missing but must say what may still be spent; give it"
                    + " such as --left 180.00, or a ledger with -d.");
        }
        Unit counted = Unit.currency(unit);
        Path file = Path.of(subjects.get(0));
        HourlyUsage history = UsageHistory.read(file, column, counted);
        Instant at = now == null ? history.end() : now;
        if (!at.isAfter(history.start())) {
            throw new IllegalArgumentException("Now was " + at + " but must be after the history begins, "
                    + history.start() + "; leave --now out.");
        }
        return List.of(FileOutlook.of(
                String.valueOf(file.getFileName()),
                history,
                Amount.parse(left, counted),
                at,
                until == null ? nextMonth(at) : until));
    }

    private Instant nextMonth(Instant at) {
        return at.atZone(zone)
                .truncatedTo(ChronoUnit.DAYS)
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .toInstant();
    }

    private void explain(Outlook outlook, PrintWriter out) {
        output.remark(OutlookListing.sentence(outlook, zone), out);
        output.remark("", out);
        TerminalChart.lines(outlook.panel(), Terminal.detect(), zone).forEach(line -> output.remark(line, out));
        output.remark("", out);
        output.print(OutlookListing.terms(List.of(outlook)), out);
        output.remark(
                "By " + outlook.forecast().model() + ": " + outlook.forecast().reason(), out);
    }

    private void draw(List<Outlook> outlooks, Path file) {
        Heading heading = new Heading(
                "When the money runs out", "What was left, and where it goes: P10 to P90 of what will be spent");
        try {
            BurnDownChart.of(
                            heading, zone, outlooks.stream().map(Outlook::panel).toList())
                    .writePng(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Picture '" + file + "' cannot be written: " + e.getMessage() + "; name another with --png.", e);
        }
    }
}
