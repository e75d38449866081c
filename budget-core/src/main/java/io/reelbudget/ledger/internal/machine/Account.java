package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.money.Amount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One account's state. Guarded by its book's lock; only {@link Book} changes it. */
public final class Account {

    private final int number;
    private final AccountPath path;
    private final Plan plan;
    private final List<Account> levels;

    /** In burn-down order, those with nothing left taken out. */
    final List<GrantState> grants = new ArrayList<>(1);

    final UsageBuckets usage = new UsageBuckets();

    long granted;
    long posted;
    long held;
    long expired;

    /** What captures spent beyond all grants; the next grants pay it off first. */
    long debt;

    /** From when the next allowance is due; {@link LedgerTime#NEVER} for plans without one. */
    long allowanceDue;

    /** The first instant at which something is due: an allowance or the expiry of a grant. */
    long nextDue;

    private Period period;
    private long periodEnd;
    long grantedInPeriod;
    long postedInPeriod;

    Account(int number, AccountPath path, Plan plan, @Nullable Account parent, long opened) {
        this.number = number;
        this.path = path;
        this.plan = plan;
        List<Account> all = new ArrayList<>(parent == null ? List.of() : parent.levels);
        all.add(this);
        this.levels = all;
        this.allowanceDue = plan.allowance().isZero() ? LedgerTime.NEVER : opened;
        this.nextDue = allowanceDue;
        this.period = plan.periods().periodAt(LedgerTime.instant(opened));
        this.periodEnd = LedgerTime.micros(period.end());
    }

    /** Returns its number within its book, from 0 in the order of opening. */
    public int number() {
        return number;
    }

    /** Returns its name. */
    public AccountPath path() {
        return path;
    }

    /** Returns its plan. */
    public Plan plan() {
        return plan;
    }

    /** Returns this account and all above it, the root first. */
    public List<Account> levels() {
        return levels;
    }

    /** Returns whether this account is an account or below it. */
    boolean isWithin(Account other) {
        int depth = other.levels.size();
        return levels.size() >= depth && levels.get(depth - 1) == other;
    }

    /** Returns granted − posted − held − expired, in millionths. */
    public long available() {
        return granted - posted - held - expired;
    }

    /** Returns what captures spent beyond all grants, in millionths. */
    public long debt() {
        return debt;
    }

    /** Returns its grants that have something left, in burn-down order. */
    public List<GrantState> grants() {
        return grants;
    }

    /** Returns what was captured by the hour. */
    public UsageBuckets usage() {
        return usage;
    }

    /** Returns how much more may be held. */
    long holdable() {
        return available() + plan.overdraftLimit().micros();
    }

    /** Returns the numbers that a balance shows at a time, which is not before the last change. */
    public BalanceSheet sheet(long time) {
        boolean samePeriod = time < periodEnd;
        return new BalanceSheet(
                granted,
                posted,
                held,
                expired,
                plan.overdraftLimit().micros(),
                periodAt(time).ordinal(),
                samePeriod ? grantedInPeriod : 0,
                samePeriod ? postedInPeriod : 0);
    }

    /** Returns the plan's period to which a time belongs. */
    Period periodAt(long time) {
        return time < periodEnd && time >= LedgerTime.micros(period.start())
                ? period
                : plan.periods().periodAt(LedgerTime.instant(time));
    }

    /** Says which grants would pay an amount, in burn-down order; what none pays is overdraft. */
    List<Payment> burnDown(long amount) {
        List<Payment> payments = new ArrayList<>(1);
        long rest = amount;
        for (int i = 0; i < grants.size() && rest > 0; i++) {
            GrantState grant = grants.get(i);
            long part = Math.min(rest, grant.remaining);
            payments.add(new Payment(grant.id, grant.kind, part));
            rest -= part;
        }
        if (rest > 0) {
            payments.add(new Payment(GrantUse.OVERDRAFT, null, rest));
        }
        return payments;
    }

    void grant(GrantState grant, long repaid) {
        enterPeriod(grant.effective);
        granted = Math.addExact(granted, grant.amount);
        grantedInPeriod = Math.addExact(grantedInPeriod, grant.amount);
        debt -= repaid;
        if (grant.remaining > 0) {
            grants.add(grant);
            grants.sort(GrantState.BURN_DOWN);
        }
        refreshNextDue();
    }

    void expireGrant(long id, long amount) {
        expired = Math.addExact(expired, amount);
        take(id, amount);
    }

    void post(long amount, List<Payment> paidBy, long time) {
        enterPeriod(time);
        posted = Math.addExact(posted, amount);
        postedInPeriod = Math.addExact(postedInPeriod, amount);
        for (Payment payment : paidBy) {
            if (payment.grant() == GrantUse.OVERDRAFT) {
                debt = Math.addExact(debt, payment.amount());
            } else {
                take(payment.grant(), payment.amount());
            }
        }
        if (amount > 0) {
            usage.add(time, amount);
        }
    }

    private void take(long id, long amount) {
        for (int i = 0; i < grants.size(); i++) {
            GrantState grant = grants.get(i);
            if (grant.id == id) {
                grant.remaining = Math.subtractExact(grant.remaining, amount);
                if (grant.remaining == 0) {
                    grants.remove(i);
                    refreshNextDue();
                }
                return;
            }
        }
        throw new IllegalStateException("Account '" + path + "' had no grant " + id + " with something left.");
    }

    private void enterPeriod(long time) {
        if (time >= periodEnd) {
            period = plan.periods().periodAt(LedgerTime.instant(time));
            periodEnd = LedgerTime.micros(period.end());
            grantedInPeriod = 0;
            postedInPeriod = 0;
        }
    }

    long periodStart() {
        return LedgerTime.micros(period.start());
    }

    void refreshNextDue() {
        nextDue = allowanceDue;
        for (GrantState grant : grants) {
            nextDue = Math.min(nextDue, grant.expiry);
        }
    }

    /**
     * Refuses totals that could not be shown.
     *
     * @throws ArithmeticException if one of them would leave the range of an {@link Amount}
     */
    void requireRoom(long moreGranted, long morePosted, long moreHeld, long moreExpired) {
        long newGranted = Math.addExact(granted, moreGranted);
        long newPosted = Math.addExact(posted, morePosted);
        long newHeld = Math.addExact(held, moreHeld);
        long newExpired = Math.addExact(expired, moreExpired);
        long newAvailable = newGranted - newPosted - newHeld - newExpired;
        boolean fits = newGranted <= Amount.MAX_MICROS
                && newPosted <= Amount.MAX_MICROS
                && newHeld <= Amount.MAX_MICROS
                && newExpired <= Amount.MAX_MICROS
                && newAvailable >= -Amount.MAX_MICROS;
        if (!fits) {
            throw new ArithmeticException("Account '" + path + "' would have granted " + newGranted + ", posted "
                    + newPosted + ", held " + newHeld + " and expired " + newExpired + " millionths of " + plan.unit()
                    + " but each must be within ±" + Amount.MAX_MICROS
                    + "; open an account that counts in a larger unit.");
        }
    }
}
