package io.reelbudget.backtest;

import io.reelbudget.AccountTerms;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.runway.SpendForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what would have happened: replays a history under other settings and compares.
 *
 * <p>Each replay goes from the history's beginning, as it was, to the range that is asked about, and through that with
 * the setting's changes. The same history and settings give the same result. Nothing of the ledger or the host is
 * touched: a replay has a ledger in memory, and hooks of its own in place of the host's.
 *
 * <p>Replays of one instance wait for each other; otherwise this class is thread-safe.
 */
public final class Backtest {

    private final History history;
    private final Rules rules;

    /** What the accounts' terms were. */
    @FunctionalInterface
    public interface TermsOf {
        /** Returns an account's own terms; empty where it has those of the account above it. */
        Optional<AccountTerms> of(AccountPath account);
    }

    /** How replays go, beside their settings. */
    record Rules(
            TermsOf terms,
            CostEstimator reference,
            SpendForecaster forecaster,
            Hooks hooks,
            WaitingJobs.View view,
            double processors,
            Duration housekeeping) {}

    private Backtest(History history, Rules rules) {
        this.history = history;
        this.rules = rules;
    }

    /**
     * Returns the backtest of a facade's own history, with the terms that its accounts have now. What a job costs at
     * another rung than it was estimated at is told by its estimator's ratio.
     *
     * @throws IllegalStateException if nothing is kept of its jobs: its ledger is in memory
     */
    public static Backtest of(Reelbudget budgets) {
        Map<AccountPath, AccountTerms> terms = budgets.terms();
        Hooks hooks = budgets.hooks();
        return new Backtest(
                History.of(budgets),
                new Rules(
                        account -> Optional.ofNullable(terms.get(account)),
                        budgets.estimator(),
                        UsageForecaster.withDefaults(),
                        Hooks.standard().withLadder(hooks.ladder()),
                        hooks.queue() == JobQueue.none() ? WaitingJobs.View.HIDDEN : WaitingJobs.View.SHOWN,
                        budgets.processors(),
                        Duration.ofMinutes(1)));
    }

    /**
     * Returns the backtest of any history.
     *
     * @param terms the terms of the accounts, one for all of them or by path; prices, policies and rules are code, so
     *     no ledger keeps them
     */
    public static Backtest of(History history, TermsOf terms) {
        return new Backtest(
                history,
                new Rules(
                        terms,
                        TrainedCostEstimator.bundled(),
                        UsageForecaster.withDefaults(),
                        Hooks.standard(),
                        WaitingJobs.View.HIDDEN,
                        Runtime.getRuntime().availableProcessors(),
                        Duration.ofMinutes(1)));
    }

    /** Returns this of one account's root and the accounts below that alone. */
    public Backtest under(AccountPath account) {
        return new Backtest(history.under(account), rules);
    }

    /** Returns this by another estimator's ratios between rungs. */
    public Backtest withReference(CostEstimator estimator) {
        return new Backtest(
                history,
                new Rules(
                        rules.terms(),
                        estimator,
                        rules.forecaster(),
                        rules.hooks(),
                        rules.view(),
                        rules.processors(),
                        rules.housekeeping()));
    }

    /** Returns this with another forecaster, as the host has one. */
    public Backtest withForecaster(SpendForecaster forecaster) {
        return new Backtest(
                history,
                new Rules(
                        rules.terms(),
                        rules.reference(),
                        forecaster,
                        rules.hooks(),
                        rules.view(),
                        rules.processors(),
                        rules.housekeeping()));
    }

    /** Returns this on another number of processors, from which follows when jobs are expected to finish. */
    public Backtest withProcessors(double processors) {
        return new Backtest(
                history,
                new Rules(
                        rules.terms(),
                        rules.reference(),
                        rules.forecaster(),
                        rules.hooks(),
                        rules.view(),
                        processors,
                        rules.housekeeping()));
    }

    /** Returns what it replays. */
    public History history() {
        return history;
    }

    /**
     * Says what one change would have done over the last days.
     *
     * @param last how long before the history's end the change would have been made; more than zero. A shorter history
     *     counts from its beginning, and a note of the comparison says so
     */
    public Comparison whatIf(Setting change, Duration last) {
        Instant wanted = history.until().minus(last);
        if (!wanted.isBefore(history.since())) {
            return compare(wanted, end(), List.of(change));
        }
        return compare(history.since(), end(), List.of(change))
                .withNote("All since " + wanted + " was asked for; the history begins at " + history.since() + ".");
    }

    /**
     * Compares several settings over a range.
     *
     * @param from when they begin to count
     * @param to up to when, after {@code from}; the history's end at the latest is looked at
     * @throws DroppedEntriesException if {@code from} is before the history begins; it names that instant
     */
    public synchronized Comparison compare(Instant from, Instant to, List<Setting> settings) {
        if (from.isBefore(history.since())) {
            throw new DroppedEntriesException(history.since());
        }
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException(
                    "Range was from " + from + " to " + to + " but must end after it begins; exchange the two.");
        }
        Outcome unchanged;
        Fidelity fidelity;
        try (Simulation baseline = new Simulation(rules, history, Setting.unchanged(), from, to)) {
            unchanged = baseline.run();
            fidelity = baseline.fidelity();
        }
        List<Outcome> changed = new ArrayList<>();
        for (Setting setting : settings) {
            try (Simulation replay = new Simulation(rules, history, setting, from, to)) {
                changed.add(replay.run());
            }
        }
        return new Comparison(from, to, unchanged, changed, fidelity, history.notes());
    }

    /** The first instant after all that is known. */
    private Instant end() {
        return history.until().plusNanos(1_000);
    }
}
