package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * Reads all that a policy may look at. Thread-safe.
 *
 * @param ledger keeps the accounts
 * @param forecaster says when they run out
 * @param work says when running and queued jobs spend
 * @param history how much history the forecaster gets
 * @param clock what time it is
 * @param telemetry measures the forecasts
 */
record SituationReader(
        BlockingLedger ledger,
        SpendForecaster forecaster,
        CommittedWork work,
        Duration history,
        InstantSource clock,
        Telemetry telemetry) {

    BudgetSituation read(AccountPath account, List<QueuedJob> queue, Threshold threshold, Stance stance) {
        Balance balance = current(account);
        Instant now = now(balance);
        List<OpenHold> holds = ledger.openHolds(account);
        Amount remaining = balance.granted()
                .minus(balance.posted())
                .minus(balance.expired())
                .plus(balance.overdraftLimit());
        RunwayQuestion question = new RunwayQuestion(
                now,
                balance.period().end(),
                remaining.micros(),
                usage(balance, now),
                work.spending(now, holds, queue),
                FundingReader.of(ledger).funding(balance, now));
        RunwayForecast forecast = telemetry.time(
                Step.FORECAST, account, () -> forecaster.forecast(question), made -> Outcome.of(made.confidence()));
        return new BudgetSituation(now, account, balance, forecast, queue, holds, threshold, stance);
    }

    /** Reads the balance, of the period that runs now: one that no command has touched may still be in the last. */
    private Balance current(AccountPath account) {
        Balance balance = ledger.balance(account);
        if (now(balance).isBefore(balance.period().end())) {
            return balance;
        }
        String period = account + " after " + balance.period().end();
        return ledger.renew(account, IdempotencyKey.named("renewal of " + period))
                .balance();
    }

    /** The ledger's time never falls; where the clock did, the ledger is right. */
    private Instant now(Balance balance) {
        Instant now = clock.instant();
        return now.isBefore(balance.asOf()) ? balance.asOf() : now;
    }

    /**
     * An account whose every grant is of this period was opened in it: the hours before its first spending say nothing
     * of its habits, and would make a forecast believe in a long calm.
     */
    private HourlyUsage usage(Balance balance, Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        HourlyUsage usage = ledger.usage(balance.account(), end.minus(history), end);
        boolean isNew = balance.granted().equals(balance.grantedInPeriod());
        return isNew ? sinceFirstSpending(usage) : usage;
    }

    private static HourlyUsage sinceFirstSpending(HourlyUsage usage) {
        int first = 0;
        while (first < usage.hours() && usage.micros(first) == 0) {
            first++;
        }
        long[] micros = usage.toArray();
        return HourlyUsage.of(
                usage.start().plus(first, ChronoUnit.HOURS),
                usage.unit(),
                Arrays.copyOfRange(micros, first, micros.length));
    }
}
