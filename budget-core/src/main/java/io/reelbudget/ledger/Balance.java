package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Period;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an account has at one instant, all in its plan's unit.
 *
 * <p>This class is immutable and thread-safe. Two balances are equal if all they say is.
 */
public final class Balance {

    private final AccountPath account;

    /** Microseconds since 1970: few who get a balance ask when it was. */
    private final long asOf;

    private final Unit unit;
    private final long granted;
    private final long posted;
    private final long held;
    private final long expired;
    private final long overdraft;
    private final long overdraftLimit;
    private final Period period;
    private final long grantedInPeriod;
    private final long postedInPeriod;

    /**
     * Makes a balance of amounts in one unit.
     *
     * @param asOf cut to the microsecond
     * @throws io.reelbudget.money.UnitMismatchException if they are not
     */
    public Balance(
            AccountPath account,
            Instant asOf,
            Amount granted,
            Amount posted,
            Amount held,
            Amount expired,
            Amount overdraft,
            Amount overdraftLimit,
            Period period,
            Amount grantedInPeriod,
            Amount postedInPeriod) {
        this(
                account,
                LedgerTime.micros(asOf),
                granted.unit(),
                granted.micros(),
                granted.requireSameUnit(posted).micros(),
                granted.requireSameUnit(held).micros(),
                granted.requireSameUnit(expired).micros(),
                granted.requireSameUnit(overdraft).micros(),
                granted.requireSameUnit(overdraftLimit).micros(),
                period,
                granted.requireSameUnit(grantedInPeriod).micros(),
                granted.requireSameUnit(postedInPeriod).micros());
    }

    /**
     * Makes a balance of numbers of millionths: every answer of a ledger has one, and few are looked at.
     *
     * @param asOf microseconds since 1970
     */
    public Balance(
            AccountPath account,
            long asOf,
            Unit unit,
            long granted,
            long posted,
            long held,
            long expired,
            long overdraft,
            long overdraftLimit,
            Period period,
            long grantedInPeriod,
            long postedInPeriod) {
        this.account = account;
        this.asOf = asOf;
        this.unit = unit;
        this.granted = granted;
        this.posted = posted;
        this.held = held;
        this.expired = expired;
        this.overdraft = overdraft;
        this.overdraftLimit = overdraftLimit;
        this.period = period;
        this.grantedInPeriod = grantedInPeriod;
        this.postedInPeriod = postedInPeriod;
    }

    /** Returns whose it is. */
    public AccountPath account() {
        return account;
    }

    /** Returns the ledger's time at which it was read. */
    public Instant asOf() {
        return LedgerTime.instant(asOf);
    }

    /** Returns all that was ever granted and not taken back. */
    public Amount granted() {
        return Amount.ofMicros(granted, unit);
    }

    /** Returns all that was ever captured or charged, less what was given back. */
    public Amount posted() {
        return Amount.ofMicros(posted, unit);
    }

    /** Returns what open holds set aside. */
    public Amount held() {
        return Amount.ofMicros(held, unit);
    }

    /** Returns what was left of grants when they expired. */
    public Amount expired() {
        return Amount.ofMicros(expired, unit);
    }

    /** Returns granted − posted − held − expired. It is negative after captures beyond what was granted. */
    public Amount available() {
        return Amount.ofMicros(granted - posted - held - expired, unit);
    }

    /** Returns what captures spent beyond all grants and no grant has paid off yet. */
    public Amount overdraft() {
        return Amount.ofMicros(overdraft, unit);
    }

    /** Returns how far holds may take what is available below zero. */
    public Amount overdraftLimit() {
        return Amount.ofMicros(overdraftLimit, unit);
    }

    /** Returns the plan's period that is running. */
    public Period period() {
        return period;
    }

    /** Returns what was granted since the period began, less what was taken back. */
    public Amount grantedInPeriod() {
        return Amount.ofMicros(grantedInPeriod, unit);
    }

    /** Returns what was posted since the period began, less what was given back. */
    public Amount postedInPeriod() {
        return Amount.ofMicros(postedInPeriod, unit);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Balance balance
                && account.equals(balance.account)
                && asOf == balance.asOf
                && unit.equals(balance.unit)
                && granted == balance.granted
                && posted == balance.posted
                && held == balance.held
                && expired == balance.expired
                && overdraft == balance.overdraft
                && overdraftLimit == balance.overdraftLimit
                && period.equals(balance.period)
                && grantedInPeriod == balance.grantedInPeriod
                && postedInPeriod == balance.postedInPeriod;
    }

    @Override
    public int hashCode() {
        return Objects.hash(account, asOf, unit, granted, posted, held, expired, overdraft, period);
    }

    @Override
    public String toString() {
        return "Balance[account=" + account + ", asOf=" + asOf() + ", granted=" + granted() + ", posted=" + posted()
                + ", held=" + held() + ", expired=" + expired() + ", overdraft=" + overdraft() + ", overdraftLimit="
                + overdraftLimit() + ", period=" + period + ", grantedInPeriod=" + grantedInPeriod()
                + ", postedInPeriod=" + postedInPeriod() + "]";
    }
}
