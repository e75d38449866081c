package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Periods;
import io.reelbudget.ledger.AutoTopUpState;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Grant;
import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.FundsChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from the ledger what money an account will still get or lose before its renewal. Thread-safe. */
record FundingReader(BlockingLedger ledger) {

    static FundingReader of(BlockingLedger ledger) {
        return new FundingReader(ledger);
    }

    /** Returns the period's budget, grants that start or expire before it ends, and automatic top-ups. */
    Funding funding(Balance balance, Instant now) {
        Instant renewal = balance.period().end();
        Allowance allowance = new Allowance(
                Math.max(0, balance.grantedInPeriod().micros()),
                balance.postedInPeriod().micros(),
                balance.period().start(),
                balance.period().length());
        Funding funding = Funding.of(allowance).withChanges(changes(balance.account(), now, renewal));
        return ledger.autoTopUp(balance.account())
                .flatMap(state -> topUp(state, now, renewal))
                .map(funding::withTopUp)
                .orElse(funding);
    }

    private List<FundsChange> changes(AccountPath account, Instant now, Instant renewal) {
        List<FundsChange> changes = new ArrayList<>();
        for (Grant grant : ledger.scheduledGrants(account)) {
            if (grant.effective().isAfter(now) && grant.effective().isBefore(renewal)) {
                changes.add(new FundsChange(
                        Kind.GRANT_STARTS, grant.effective(), grant.remaining().micros()));
                expiry(grant, grant.effective(), renewal).ifPresent(changes::add);
            }
        }
        for (Grant grant : ledger.grants(account)) {
            expiry(grant, now, renewal).ifPresent(changes::add);
        }
        return changes;
    }

    private static Optional<FundsChange> expiry(Grant grant, Instant after, Instant renewal) {
        return grant.expiry()
                .filter(expiry -> expiry.isAfter(after) && expiry.isBefore(renewal))
                .filter(expiry -> grant.remaining().isPositive())
                .map(expiry -> new FundsChange(
                        Kind.GRANT_EXPIRES, expiry, grant.remaining().micros()));
    }

    /**
     * A rule buys up to its target whenever less than its threshold is there, until its cap is reached, and again in
     * each period of the cap that begins before the renewal. What waits for its payment is expected to come.
     */
    private static Optional<AutoTopUp> topUp(AutoTopUpState state, Instant now, Instant renewal) {
        io.reelbudget.account.AutoTopUp rule = state.rule();
        double most = (double) state.leftOfCap().micros()
                + (double) state.pending().micros()
                + (double) capsThatBegin(rule.capPeriods(), now, renewal)
                        * (double) rule.cap().micros();
        double each =
                (double) rule.target().micros() - (double) rule.threshold().micros();
        int times = (int) Math.min((double) timesInTime(state, now, renewal), Math.ceil(most / each));
        long micros = times == 0 ? 0 : (long) Math.min(most / times, each);
        return micros == 0
                ? Optional.empty()
                : Optional.of(new AutoTopUp(rule.threshold().micros(), micros, times));
    }

    private static long capsThatBegin(Periods periods, Instant now, Instant renewal) {
        Instant last = renewal.minusNanos(1);
        return last.isAfter(now)
                ? periods.periodAt(last).ordinal() - periods.periodAt(now).ordinal()
                : 0;
    }

    /** Returns how often the least time between two purchases lets it buy before the renewal. */
    private static long timesInTime(AutoTopUpState state, Instant now, Instant renewal) {
        Duration interval = state.rule().minimumInterval();
        if (interval.isZero()) {
            return Integer.MAX_VALUE;
        }
        Instant next = state.last().map(last -> last.plus(interval)).orElse(now);
        Instant first = next.isBefore(now) ? now : next;
        long bought =
                first.isBefore(renewal) ? 1 + Duration.between(first, renewal).dividedBy(interval) : 0;
        return state.pending().isPositive() ? bought + 1 : bought;
    }
}
