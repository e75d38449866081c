package io.reelbudget.cli.forecast;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.chart.Reading;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.BudgetSituation;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.spi.JobPricing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outlook of an account of a ledger, with all that the ledger knows: holds, grants to come, automatic top-ups. */
public final class LedgerOutlook {

    private static final Duration HISTORY = Duration.ofDays(28);

    /** As many as a picture can show and a person can wait for. */
    private static final int READINGS = 96;

    private LedgerOutlook() {}

    /**
     * Reads what the account's policy would look at.
     *
     * @throws io.reelbudget.ledger.UnknownAccountException if it is not open
     */
    public static BudgetSituation situation(Ledger ledger, AccountPath account, InstantSource clock) {
        // Nothing waits, so nothing is priced.
        JobPricing unused = job -> {
            throw new IllegalStateException("A job was priced but none waits in a ledger; report this as a fault.");
        };
        try (RunwayMonitor monitor = RunwayMonitor.builder(ledger, UsageForecaster.withDefaults(), unused, clock)
                .build()) {
            return monitor.look(account);
        }
    }

    static Outlook of(Ledger ledger, AccountPath account, InstantSource clock) {
        BudgetSituation situation = situation(ledger, account, clock);
        return new Outlook(
                account.toString(), situation.remaining(), situation.forecast(), readings(ledger, situation));
    }

    private static List<Reading> readings(Ledger ledger, BudgetSituation situation) {
        Instant now = situation.now();
        Instant begun = situation.balance().period().start();
        Instant earliest = now.minus(HISTORY);
        Instant from = begun.isBefore(earliest) ? earliest : begun;
        Duration step = Duration.between(from, now).dividedBy(READINGS);
        List<Reading> readings = new ArrayList<>();
        for (int at = 0; at < READINGS && !step.isZero(); at++) {
            Instant then = from.plus(step.multipliedBy(at));
            readingAt(ledger, situation.account(), then).ifPresent(readings::add);
        }
        readings.add(new Reading(now, situation.remaining()));
        return readings;
    }

    /** Returns what was left; empty where the account was opened later. */
    private static Optional<Reading> readingAt(Ledger ledger, AccountPath account, Instant then) {
        try {
            return Optional.of(new Reading(then, remaining(ledger.blocking().balanceAsOf(account, then))));
        } catch (UnknownAccountException openedLater) {
            return Optional.empty();
        }
    }

    private static Amount remaining(Balance balance) {
        return balance.available().plus(balance.held()).plus(balance.overdraftLimit());
    }
}
