package io.reelbudget.cli.replay;

import io.reelbudget.AccountTerms;
import io.reelbudget.account.AccountPath;
import io.reelbudget.backtest.Backtest;
import io.reelbudget.backtest.Comparison;
import io.reelbudget.backtest.History;
import io.reelbudget.backtest.Setting;
import io.reelbudget.cli.estimate.CardChoice;
import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.money.Unit;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what smaller pictures, another limit, another policy or other prices would have done to past jobs.",
            "",
            "Replays the history of a ledger, or a table of jobs such as its job-history.csv, once as it was and once for"
                    + " each change, and shows them side by side. The ledger is copied, not touched."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget replay --ledger books --picture 720 --limit 500",
            "  budget replay --ledger books --last 30 --policy mild.json --rate-card our.json",
            "  budget replay jobs.csv --plan acme=200 --picture 720 --picture 480",
            "  budget replay jobs.csv --plan acme=200 --picture 720 --limit 100 --together"
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final Duration LEAST = Duration.ofNanos(1_000);

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A table of jobs, without a ledger.")
    private @Nullable Path file;

    @Option(
            names = {"--ledger", "-d", "--directory"},
            paramLabel = "DIR",
            description = "A ledger's directory. No other program may write to it meanwhile.")
    private @Nullable Path directory;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "Replay only the accounts that share money with this one.")
    private @Nullable String account;

    @Option(
            names = "--plan",
            paramLabel = "ACCOUNT=AMOUNT",
            description = "Of a table: what an account gets each month. Once for each account.")
    private Map<String, String> plans = Map.of();

    @Option(
            names = "--prices",
            paramLabel = "CARD",
            description = "By what jobs were priced: a JSON file, or illustrative: cpu-hour, aws-mediaconvert-basic,"
                    + " google-transcoder, bitmovin-like. Default: ${DEFAULT-VALUE}.")
    private String prices = CardChoice.CPU_HOUR;

    @Option(
            names = "--limit",
            paramLabel = "[ACCOUNT=]AMOUNT",
            description = "What if the allowance had been so much? Without an account, of each that has none above it.")
    private List<String> limits = List.of();

    @Option(
            names = "--picture",
            paramLabel = "SIDE",
            description = "What if no picture had been larger? By its shorter side, 720 for 720p.")
    private List<Integer> pictures = List.of();

    @Option(names = "--policy", paramLabel = "FILE.json", description = "What if all accounts had had this policy?")
    private List<Path> policies = List.of();

    @Option(
            names = "--rate-card",
            paramLabel = "CARD",
            description = "What if prices had been these? Named as for --prices.")
    private List<String> cards = List.of();

    @Option(names = "--together", description = "Make all these changes at once, in one replay.")
    private boolean together;

    @Option(
            names = "--last",
            paramLabel = "DAYS",
            description = "Change and count only the last so many days. Without it, all of the history.")
    private @Nullable Integer days;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PriceBook book = CardChoice.book(prices);
        History history = history(book);
        Instant to = history.until().plus(LEAST);
        Instant from = from(history, to);
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            List<Setting> settings = settings(new Settings(ReplayHistory.plans(history), estimator, from), book);
            tell("replaying " + history.jobs().size() + " events of jobs from " + history.since() + " to "
                    + history.until() + ", " + (settings.size() + 1) + " times …");
            AccountTerms terms = terms(history, book);
            Backtest all = Backtest.of(history, each -> Optional.of(terms)).withReference(estimator);
            Comparison comparison =
                    (account == null ? all : all.under(AccountPath.of(account))).compare(from, to, settings);
            print(comparison, out);
        }
        return ExitCode.DONE;
    }

    /** One replay adds up what all its accounts spent, so they have to be in one unit. */
    private AccountTerms terms(History history, PriceBook book) {
        Optional<AccountPath> root = Optional.ofNullable(account)
                .map(text -> AccountPath.of(text).levels().get(0));
        Set<Unit> units = new LinkedHashSet<>();
        ReplayHistory.plans(history).forEach((path, plan) -> {
            if (root.isEmpty() || path.levels().contains(root.get())) {
                units.add(plan.unit());
            }
        });
        if (units.size() > 1) {
            throw new IllegalArgumentException("Accounts were in " + units
                    + " but must all be in one unit, since what they spent is added up; name one by --account.");
        }
        boolean isOfProcessorTime = units.contains(Unit.VCPU_SECONDS) && prices.equals(CardChoice.CPU_HOUR);
        return isOfProcessorTime ? AccountTerms.pricedBy(RateCard.vcpuSeconds()) : AccountTerms.pricedBy(book);
    }

    private History history(PriceBook book) {
        if (directory != null && file == null && plans.isEmpty()) {
            return ReplayHistory.ofLedger(directory);
        }
        if (directory == null && file != null) {
            return ReplayHistory.ofFile(file, plans, book.unit());
        }
        throw new IllegalArgumentException("History was "
                + (directory == null ? "not given" : "given by --ledger and by " + (file == null ? "--plan" : "a file"))
                + " but must be either a ledger's directory with --ledger, or a table of jobs with a --plan for each"
                + " account.");
    }

    private Instant from(History history, Instant to) {
        if (days == null) {
            return history.since();
        }
        if (days < 1) {
            throw new IllegalArgumentException("Days of --last were " + days + " but must be 1 or more; 30 is usual.");
        }
        Instant from = to.minus(Duration.ofDays(days));
        if (from.isBefore(history.since())) {
            throw new IllegalArgumentException("Days of --last were " + days + " but the history begins at "
                    + history.since() + "; name fewer, or leave --last out for all of it.");
        }
        return from;
    }

    private List<Setting> settings(Settings changes, PriceBook book) {
        List<String> names = new ArrayList<>();
        List<UnaryOperator<Setting>> all = new ArrayList<>();
        for (int picture : pictures) {
            names.add(picture + "p");
            all.add(Settings.picture(picture));
        }
        for (String limit : limits) {
            names.add("limit " + limit);
            all.add(changes.limit(limit));
        }
        PriceBook expected = together && !cards.isEmpty() ? CardChoice.book(cards.get(0)) : book;
        for (Path policy : policies) {
            names.add(String.valueOf(policy.getFileName()));
            all.add(changes.policy(policy, expected));
        }
        for (String card : cards) {
            names.add(String.valueOf(Path.of(card).getFileName()));
            all.add(Settings.prices(CardChoice.book(card)));
        }
        return together ? List.of(joined(names, all)) : single(names, all);
    }

    private static Setting joined(List<String> names, List<UnaryOperator<Setting>> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("Changes were none but --together must have one at least; give"
                    + " --picture, --limit, --policy or --rate-card.");
        }
        Setting setting = Setting.named(names.stream().collect(Collectors.joining(" + ")));
        for (UnaryOperator<Setting> change : all) {
            setting = change.apply(setting);
        }
        return setting;
    }

    private static List<Setting> single(List<String> names, List<UnaryOperator<Setting>> all) {
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            settings.add(all.get(i).apply(Setting.named(names.get(i))));
        }
        return settings;
    }

    private void print(Comparison comparison, PrintWriter out) {
        if (output.isForPeople()) {
            out.print(comparison.table());
            out.flush();
            return;
        }
        output.print(OutcomeListing.of(comparison), out);
        tell("fidelity " + comparison.fidelity().summary());
        comparison.notes().forEach(note -> tell("note: " + note));
    }

    private void tell(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("budget: " + what);
        err.flush();
    }
}
