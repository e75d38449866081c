package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;

/** An account's sums, in millionths, of all time and of the running period. Guarded by its book's lock. */
abstract class AccountTotals extends Renewing {

    private static final Shared<Period> PERIODS = new Shared<>(256);

    long granted;
    long posted;
    long held;
    long expired;

    /** What captures spent beyond all grants; the next grants pay it off first. */
    long debt;

    /** All that was ever given back of what was posted: usage by the hour counts charges alone. */
    long returned;

    long overdraftLimit;
    long grantedInPeriod;
    long postedInPeriod;
    private long periodEnd;
    private Period period;

    /** Begins with nothing, in the period of a time. */
    AccountTotals(Plan plan, long inPeriod) {
        period = PERIODS.of(plan.periods().periodAt(LedgerTime.instant(inPeriod)));
        periodEnd = LedgerTime.micros(period.end());
    }

    /** Returns granted − posted − held − expired, in millionths. */
    public long available() {
        return granted - posted - held - expired;
    }

    /** Returns what captures spent beyond all grants, in millionths. */
    public long debt() {
        return debt;
    }

    /** Returns all that was given back of what was posted, in millionths. */
    public long returned() {
        return returned;
    }

    /** Returns how far holds may take what is available below zero: its own limit, or that of the nearest above. */
    long overdraftLimit() {
        return overdraftLimit;
    }

    Period period() {
        return period;
    }

    /** Returns whether the running period goes on at a time, which is not before the last change. */
    boolean isInPeriod(long time) {
        return time < periodEnd;
    }

    /** Returns the period that runs at a time, which is not before the last change. */
    public Period runningAt(long time) {
        return time < periodEnd ? period : plan().periods().periodAt(LedgerTime.instant(time));
    }

    /** Begins the period of a time. */
    void beginPeriod(long time) {
        period = PERIODS.of(plan().periods().periodAt(LedgerTime.instant(time)));
        periodEnd = LedgerTime.micros(period.end());
        grantedInPeriod = 0;
        postedInPeriod = 0;
    }

    /** Returns the numbers that a balance shows at a time, which is not before the last change. */
    public BalanceSheet sheet(long time) {
        boolean samePeriod = isInPeriod(time);
        return new BalanceSheet(
                granted,
                posted,
                held,
                expired,
                debt,
                overdraftLimit,
                runningAt(time),
                samePeriod ? grantedInPeriod : 0,
                samePeriod ? postedInPeriod : 0);
    }

    /** Writes the numbers of {@link #sheet} but its period: {@value BalanceSheet#NUMBERS} of them. */
    public void writeSheet(long time, long[] to) {
        boolean samePeriod = isInPeriod(time);
        to[0] = granted;
        to[1] = posted;
        to[2] = held;
        to[3] = expired;
        to[4] = debt;
        to[5] = overdraftLimit;
        to[6] = samePeriod ? grantedInPeriod : 0;
        to[7] = samePeriod ? postedInPeriod : 0;
    }
}
