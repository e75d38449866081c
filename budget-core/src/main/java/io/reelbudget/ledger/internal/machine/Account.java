package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One account's state. Guarded by its book's lock; only {@link Book} changes it. */
public final class Account {

    private static final Shared<Plan> PLANS = new Shared<>(256);
    private static final Shared<Period> PERIODS = new Shared<>(256);

    /** What an unlimited plan lets be held: more than any amount, and far from overflow. */
    private static final long BOUNDLESS = Long.MAX_VALUE / 4;

    private final int number;
    private final AccountPath path;
    private final List<Account> levels;
    private final Plan openedWith;
    final Grants grants = new Grants();
    final UsageBuckets usage = new UsageBuckets();
    final Renewing renewing = new Renewing();
    private Plan plan;
    private long overdraftLimit;
    private LimitWindows limits;
    private @Nullable AutoTopUps autoTopUps;

    long granted;
    long posted;
    long held;
    long expired;

    /** What captures spent beyond all grants; the next grants pay it off first. */
    long debt;

    /** All that was ever given back of what was posted: usage by the hour counts charges alone. */
    long returned;

    private Period period;
    private long periodEnd;
    long grantedInPeriod;
    long postedInPeriod;

    Account(int number, AccountPath path, Plan plan, @Nullable Account parent, long opened) {
        this(number, path, plan, parent, plan, opened);
        this.renewing.grantedThrough = opened;
        this.renewing.planSince = opened;
        refreshTerms();
    }

    /**
     * Makes an account whose plan may have changed since; {@link AccountImage} fills in the rest.
     *
     * @param inPeriod a time in the running period
     */
    Account(int number, AccountPath path, Plan openedWith, @Nullable Account parent, Plan plan, long inPeriod) {
        this.number = number;
        this.path = path;
        this.plan = PLANS.of(plan);
        this.openedWith = PLANS.of(openedWith);
        this.levels = levelsBelow(parent);
        this.period = PERIODS.of(plan.periods().periodAt(LedgerTime.instant(inPeriod)));
        this.periodEnd = LedgerTime.micros(period.end());
        this.limits = LimitWindows.of(this.plan, inPeriod);
    }

    private List<Account> levelsBelow(@Nullable Account parent) {
        List<Account> all = new ArrayList<>(parent == null ? List.of() : parent.levels);
        all.add(this);
        return List.copyOf(all);
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

    /** Returns what it counts. */
    public Unit unit() {
        return plan.unit();
    }

    /** Returns the plan it was opened with. */
    public Plan openedWith() {
        return openedWith;
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

    /** Returns all that was given back of what was posted, in millionths. */
    public long returned() {
        return returned;
    }

    /** Returns its grants that have something left, in burn-down order. */
    public List<GrantState> grants() {
        return grants.live();
    }

    /** Returns what was charged by the hour. */
    public UsageBuckets usage() {
        return usage;
    }

    LimitWindows limits() {
        return limits;
    }

    AutoTopUps autoTopUps() {
        if (autoTopUps == null) {
            autoTopUps = new AutoTopUps();
        }
        return autoTopUps;
    }

    /** Says how much is to be bought now that so much is available, zero for nothing. */
    long autoTopUpDue(AutoTopUp rule, long availableThen, long now) {
        return (autoTopUps == null ? AutoTopUps.NONE : autoTopUps).due(rule, availableThen, now);
    }

    boolean hasAutoTopUps() {
        return autoTopUps != null;
    }

    @Nullable
    AutoTopUp autoTopUpRule() {
        return plan.autoTopUp().orElse(null);
    }

    /** Returns how far holds may take what is available below zero: its own limit, or that of the nearest above. */
    long overdraftLimit() {
        return overdraftLimit;
    }

    /** Looks up again what the plans of this account and of those above it say. */
    void refreshTerms() {
        overdraftLimit = InheritedTerms.overdraftLimit(levels);
        refreshNextDue();
    }

    /** Returns how much debt goes into the next period. */
    long carriedDebt() {
        return InheritedTerms.carriedDebt(levels);
    }

    /** Returns how long a refund may be spent whose grant is gone, in microseconds. */
    long reissue() {
        return InheritedTerms.reissue(levels);
    }

    /**
     * Returns how much more holds with these labels may set aside as far as grants go.
     *
     * @param overdraft how far below zero they may go
     */
    long holdable(Labels labels, long overdraft) {
        return plan.isUnlimited() ? BOUNDLESS : available() - grants.outOfReach(labels) + overdraft;
    }

    /** Returns the numbers that a balance shows at a time, which is not before the last change. */
    public BalanceSheet sheet(long time) {
        boolean samePeriod = time < periodEnd;
        Period running = samePeriod ? period : plan.periods().periodAt(LedgerTime.instant(time));
        return new BalanceSheet(
                granted,
                posted,
                held,
                expired,
                debt,
                overdraftLimit(),
                running,
                samePeriod ? grantedInPeriod : 0,
                samePeriod ? postedInPeriod : 0);
    }

    /** Writes the numbers of {@link #sheet} to an array: {@value BalanceSheet#NUMBERS} of them. */
    public void writeSheet(long time, long[] to, int at) {
        boolean samePeriod = time < periodEnd;
        Period running = samePeriod ? period : plan.periods().periodAt(LedgerTime.instant(time));
        to[at] = granted;
        to[at + 1] = posted;
        to[at + 2] = held;
        to[at + 3] = expired;
        to[at + 4] = debt;
        to[at + 5] = overdraftLimit;
        to[at + 6] = samePeriod ? grantedInPeriod : 0;
        to[at + 7] = samePeriod ? postedInPeriod : 0;
        to[at + 8] = running.ordinal();
        to[at + 9] = running.start().getEpochSecond();
        to[at + 10] = running.end().getEpochSecond();
    }

    /** Returns the plan's period to which a time belongs. */
    Period periodAt(long time) {
        return time < periodEnd && time >= LedgerTime.micros(period.start())
                ? period
                : plan.periods().periodAt(LedgerTime.instant(time));
    }

    void grant(GrantState grant, long repaid) {
        enterPeriod(grant.terms.effective());
        granted = Math.addExact(granted, grant.terms.amount());
        // An allowance that is made up for may be of a period that is over.
        if (grant.terms.effective() >= LedgerTime.micros(period.start())) {
            grantedInPeriod = Math.addExact(grantedInPeriod, grant.terms.amount());
        }
        debt -= repaid;
        grants.forgetExpired(grant.terms.effective());
        if (grant.terms.amount() > 0) {
            grants.add(grant);
        }
        refreshNextDue();
    }

    void expireGrant(Event.GrantExpired event, long id) {
        expired = Math.addExact(expired, event.amount());
        GrantState old = grants.findLive(event.grant());
        grants.remove(event.grant());
        if (event.rolled() > 0 && old != null) {
            GrantTerms terms = new GrantTerms(
                    GrantKind.ROLLOVER,
                    event.rolled(),
                    old.terms.expiry(),
                    event.rolledExpiry(),
                    old.terms.priority(),
                    old.terms.scope(),
                    "rolled over from grant " + event.grant());
            grants.add(new GrantState(id, terms, event.rolled()));
        }
        refreshNextDue();
    }

    void voidGrant(long id, long amount) {
        granted -= amount;
        grantedInPeriod -= amount;
        grants.take(id, amount);
        refreshNextDue();
    }

    boolean isIdle() {
        return renewing.isIdle(plan, this);
    }

    /** Takes the periods up to that of a time as renewed. */
    void skipTo(long time) {
        renewing.grantedThrough = Math.max(renewing.grantedThrough, PlanRules.expiryOf(periodAt(time)));
    }

    void refreshNextDue() {
        renewing.refresh(plan, grants.nextDue(), this);
    }

    void post(long amount, List<Payment> paidBy, long time, long usedAt) {
        enterPeriod(time);
        posted = Math.addExact(posted, amount);
        postedInPeriod = Math.addExact(postedInPeriod, amount);
        boolean usedUp = false;
        for (int i = 0; i < paidBy.size(); i++) {
            Payment payment = paidBy.get(i);
            if (payment.grant() != GrantUse.OVERDRAFT) {
                usedUp |= grants.take(payment.grant(), payment.amount());
            } else if (!plan.isUnlimited()) {
                debt = Math.addExact(debt, payment.amount());
            }
        }
        if (usedUp) {
            refreshNextDue();
        }
        if (amount > 0) {
            usage.add(usedAt, amount);
        }
        limits.addPosted(amount, time);
    }

    void giveBack(long amount, GivenBack back, GrantState reissued, long postedAt, long now) {
        enterPeriod(now);
        posted -= amount;
        postedInPeriod -= amount;
        returned = Math.addExact(returned, amount);
        expired = Math.addExact(expired, back.lost());
        debt -= back.repaid();
        for (Payment payment : back.restored()) {
            grants.putBack(payment.grant(), payment.amount());
        }
        if (reissued.remaining > 0) {
            grants.add(reissued);
        }
        refreshNextDue();
        limits.addPosted(-amount, postedAt);
    }

    void countAutoTopUp(long amount, long now) {
        AutoTopUp rule = autoTopUpRule();
        if (rule != null) {
            autoTopUps().count(rule, amount, now);
        }
    }

    /** Grants what was spent already; more than the debt only where that was spent without bounds. */
    void forgive(long amount) {
        granted = Math.addExact(granted, amount);
        grantedInPeriod = Math.addExact(grantedInPeriod, amount);
        debt = Math.max(0, debt - amount);
    }

    /** Returns what was spent and no grant paid. */
    long unfunded() {
        long left = 0;
        for (GrantState grant : grants.live()) {
            left = Math.addExact(left, grant.remaining);
        }
        return left - available() - held;
    }

    /**
     * Adds to what is held.
     *
     * @param opened when the hold was opened, or last raised
     */
    void addHeld(long amount, long opened) {
        held = Math.addExact(held, amount);
        limits.addHeld(amount, opened);
    }

    void enterPeriod(long time) {
        if (time >= periodEnd) {
            beginPeriod(time);
        }
        enterWindows(time);
    }

    private void beginPeriod(long time) {
        period = PERIODS.of(plan.periods().periodAt(LedgerTime.instant(time)));
        periodEnd = LedgerTime.micros(period.end());
        grantedInPeriod = 0;
        postedInPeriod = 0;
    }

    /** Begins the limits' windows of a time. */
    void enterWindows(long time) {
        limits.enter(time);
    }

    Period period() {
        return period;
    }

    /**
     * Takes another plan over.
     *
     * @param open the open holds at and below this account
     */
    void changePlan(Event.PlanChanged change, long now, List<HoldState> open) {
        Plan other = PLANS.of(change.plan());
        enterWindows(now);
        enterPeriod(change.from());
        boolean samePeriods = other.periods().equals(plan.periods());
        plan = other;
        if (!samePeriods) {
            beginPeriod(change.from());
        }
        renewing.planSince = change.from();
        renewing.grantedThrough = change.renewedThrough();
        renewing.pending = null;
        // From when the plan counts, not from when that was noticed: caps that vary are counted from there.
        limits = limits.changedTo(plan, change.from(), now, usage, open);
        refreshNextDue();
    }

    /**
     * Refuses totals that could not be shown.
     *
     * @throws ArithmeticException if one of them would leave the range of an {@link Amount}
     */
    void requireRoom(long moreGranted, long morePosted, long moreHeld, long moreExpired) {
        Amounts.requireRoom(this, moreGranted, morePosted, moreHeld, moreExpired);
    }
}
