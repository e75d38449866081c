package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.chart.Reading;
import io.reelbudget.ledger.Balance;
import io.reelbudget.policy.Action;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.HookOutcome;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Notifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that happened in the demo, for the table, the chart and the report.
 *
 * <p>This class is thread-safe.
 */
final class DemoLog implements Notifier {

    private final Screen screen;
    private final List<JobRow> rows = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<AccountReading> readings = new ArrayList<>();
    private final List<AccountSighting> sightings = new ArrayList<>();

    private record AccountReading(AccountPath account, Reading reading) {}

    private record AccountSighting(AccountPath account, Sighting sighting) {}

    DemoLog(Screen screen) {
        this.screen = screen;
    }

    synchronized void job(JobRow row) {
        rows.add(row);
        screen.job(row);
    }

    synchronized void happened(Instant at, AccountPath account, Happening.Kind kind, String text) {
        Happening happening = new Happening(at, account, kind, text);
        happenings.add(happening);
        screen.happening(happening);
    }

    /** Takes note of what an account has not spent yet. */
    synchronized void read(Balance balance) {
        Reading reading = new Reading(
                balance.asOf(), balance.granted().minus(balance.posted()).minus(balance.expired()));
        readings.add(new AccountReading(balance.account(), reading));
    }

    /** Takes note of a look of the monitor and of what it did. */
    synchronized void evaluated(Evaluation evaluation) {
        AccountPath account = evaluation.situation().account();
        Sighting sighting = new Sighting(
                evaluation.situation().forecast(), evaluation.situation().remaining());
        sightings.add(new AccountSighting(account, sighting));
        screen.sighting(account, sighting);
        Decision decision = evaluation.decision();
        if (!decision.actions().isEmpty()) {
            happened(evaluation.situation().now(), account, kind(decision), describe(evaluation));
        }
    }

    @Override
    public synchronized void send(Notice notice) {
        notices.add(notice);
        happened(notice.at(), notice.account(), Happening.Kind.NOTIFIED, notice.title() + ": " + notice.text());
    }

    synchronized List<JobRow> rows() {
        return List.copyOf(rows);
    }

    synchronized List<Notice> notices(AccountPath account) {
        return notices.stream().filter(each -> each.account().equals(account)).toList();
    }

    synchronized List<Happening> happenings(AccountPath account, Happening.Kind kind) {
        return happenings.stream()
                .filter(each -> each.account().equals(account) && each.kind() == kind)
                .toList();
    }

    /** Returns what an account's policy did and its owner bought, in order. */
    synchronized List<Happening> deeds(AccountPath account) {
        return happenings.stream()
                .filter(each -> each.account().equals(account))
                .filter(each -> each.kind() != Happening.Kind.NOTIFIED && each.kind() != Happening.Kind.EXHAUSTED)
                .toList();
    }

    synchronized List<Reading> readings(AccountPath account) {
        return readings.stream()
                .filter(each -> each.account().equals(account))
                .map(AccountReading::reading)
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .toList();
    }

    /** Returns the first forecast of an account, in the order in which they were made, that fits. */
    synchronized Optional<Sighting> sighting(AccountPath account, Predicate<Sighting> fits) {
        return sightings.stream()
                .filter(each -> each.account().equals(account))
                .map(AccountSighting::sighting)
                .filter(fits)
                .findFirst();
    }

    private static Happening.Kind kind(Decision decision) {
        if (decision instanceof Decision.Recover) {
            return Happening.Kind.RECOVERED;
        }
        return has(decision, Action.PauseNewJobs.class)
                ? Happening.Kind.PAUSED
                : has(decision, Action.ProvisionInstances.class)
                        ? Happening.Kind.WORKERS_STARTED
                        : has(decision, Action.ReduceQuality.class)
                                ? Happening.Kind.QUALITY_REDUCED
                                : Happening.Kind.WARNED;
    }

    private static boolean has(Decision decision, Class<? extends Action> kind) {
        return decision.actions().stream().anyMatch(kind::isInstance);
    }

    private static String describe(Evaluation evaluation) {
        String outcomes = evaluation.outcomes().stream().map(DemoLog::describe).collect(Collectors.joining("; "));
        return evaluation.decision().why().sentence() + " → " + outcomes;
    }

    private static String describe(HookOutcome outcome) {
        String detail = outcome.detail().isBlank() ? "" : " (" + outcome.detail() + ")";
        return outcome.call() + ": " + outcome.status().name().toLowerCase(Locale.ROOT) + detail;
    }
}
