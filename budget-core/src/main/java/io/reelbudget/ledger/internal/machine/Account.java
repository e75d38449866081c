package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One account's state. Guarded by its book's lock; only {@link Book} changes it. */
public final class Account extends AccountTotals {

    private static final Shared<Plan> PLANS = new Shared<>(256);

    /** What an unlimited plan lets be held: more than any amount, and far from overflow. */
    private static final long BOUNDLESS = Long.MAX_VALUE / 4;

    private final int number;
    private final AccountPath path;

    /** This account and all above it, the root first; null where it is the root: a million of them need no list. */
    private final @Nullable List<Account> levels;

    private final Plan openedWith;
    final Grants grants = new Grants();
    final UsageBuckets usage = new UsageBuckets();
    private Plan plan;
    private LimitWindows limits;
    private @Nullable AutoTopUps autoTopUps;
    private @Nullable Forgiveness forgiveness;

    Account(int number, AccountPath path, Plan plan, @Nullable Account parent, long opened) {
        this(number, path, plan, parent, plan, opened);
        this.grantedThrough = opened;
        this.planSince = opened;
        refreshTerms();
    }

    /**
     * Makes an account whose plan may have changed since; {@link AccountImage} fills in the rest.
     *
     * @param inPeriod a time in the running period
     */
    Account(int number, AccountPath path, Plan openedWith, @Nullable Account parent, Plan plan, long inPeriod) {
        super(plan, inPeriod);
        this.number = number;
        this.path = path;
        this.plan = PLANS.of(plan);
        this.openedWith = PLANS.of(openedWith);
        this.levels = parent == null ? null : levelsBelow(parent);
        this.limits = LimitWindows.of(this.plan, inPeriod);
    }

    private List<Account> levelsBelow(Account parent) {
        List<Account> all = new ArrayList<>(parent.levels());
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
    @Override
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
        return levels == null ? List.of(this) : levels;
    }

    /** Returns how many {@link #levels} there are. */
    public int depth() {
        return levels == null ? 1 : levels.size();
    }

    /** Returns one of the {@link #levels}, the root's being zero. */
    public Account level(int depth) {
        return levels == null ? this : levels.get(depth);
    }

    /** Returns whether this account is an account or below it. */
    boolean isWithin(Account other) {
        int depth = other.depth();
        return depth() >= depth && level(depth - 1) == other;
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

    /** Looks up again what the plans of this account and of those above it say. */
    void refreshTerms() {
        overdraftLimit = InheritedTerms.overdraftLimit(levels());
        refreshNextDue();
    }

    @Override
    long carriedDebt() {
        return InheritedTerms.carriedDebt(levels());
    }

    @Override
    long grantsDue() {
        return grants.nextDue();
    }

    /** Returns how long a refund may be spent whose grant is gone, in microseconds. */
    long reissue() {
        return InheritedTerms.reissue(levels());
    }

    /**
     * Returns how much more holds with these labels may set aside as far as grants go.
     *
     * @param overdraft how far below zero they may go
     */
    long holdable(Labels labels, long overdraft) {
        return plan.isUnlimited() ? BOUNDLESS : available() - grants.outOfReach(labels) + overdraft;
    }

    void grant(GrantState grant, long repaid) {
        enterPeriod(grant.terms.effective());
        granted = Math.addExact(granted, grant.terms.amount());
        grantedInPeriod = Math.addExact(grantedInPeriod, grant.terms.amount());
        debt -= repaid;
        grants.forgetExpired(grant.terms.effective());
        if (grant.terms.amount() > 0) {
            grants.add(grant);
        }
        refreshNextDue();
    }

    void expireGrant(Event.GrantExpired event, long id) {
        expired = Math.addExact(expired, event.amount());
        GrantState old = grants.remove(event.grant());
        if (event.rolled() > 0) {
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

    void voidGrant(long id, long amount, Event.Voiding voiding) {
        granted -= amount;
        grantedInPeriod -= amount;
        GrantState whole = voiding == Event.Voiding.WHOLE ? grants.findLive(id) : null;
        if (whole != null) {
            whole.remaining = 0;
            whole.voided = true;
            grants.remove(id);
        } else {
            grants.take(id, amount);
        }
        refreshNextDue();
    }

    /** Takes the periods up to that of a time as renewed. */
    void skipTo(long time) {
        grantedThrough = Math.max(grantedThrough, PlanRules.expiryOf(runningAt(time)));
    }

    void post(long amount, List<Payment> paidBy, long time, long usedAt) {
        enterPeriod(time);
        posted = Math.addExact(posted, amount);
        postedInPeriod = Math.addExact(postedInPeriod, amount);
        boolean usedUp = false;
        for (int i = 0; i < paidBy.size(); i++) {
            Payment payment = paidBy.get(i);
            if (payment.grant() >= 0) {
                usedUp |= grants.take(payment.grant(), payment.amount());
            } else if (payment.grant() == GrantUse.OVERDRAFT && !plan.isUnlimited()) {
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
        expired = Math.addExact(expired, back.lostAmount());
        debt -= back.repaid();
        for (Payment payment : back.lost()) {
            if (payment.grant() == GrantUse.OVERDRAFT) {
                forgiveness().payBack(payment.amount(), postedAt);
            }
        }
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
    void forgive(Event.DebtForgiven forgiven, long now) {
        granted = Math.addExact(granted, forgiven.amount());
        grantedInPeriod = Math.addExact(grantedInPeriod, forgiven.amount());
        debt -= forgiven.paidOff(debt);
        if (forgiven.owed() > 0) {
            forgiveness().add(forgiven.at(), forgiven.owed(), now);
        }
    }

    /** Returns what an unlimited plan let be spent, which no grant paid and nobody owes. */
    long free() {
        if (!plan.isUnlimited()) {
            return 0;
        }
        long left = 0;
        for (GrantState grant : grants.live()) {
            left = Math.addExact(left, grant.remaining);
        }
        return Math.max(0, left - available() - held - debt);
    }

    /** Says which grants would pay an amount, see {@link Grants#burnDown}. */
    List<Payment> burnDown(long amount, Labels labels, List<Earmark> own, long ownHeld) {
        long unpaid = plan.isUnlimited() ? Payment.FREE : GrantUse.OVERDRAFT;
        return grants.burnDown(amount, labels, own, grants.reach(held, ownHeld, own), unpaid);
    }

    boolean hasForgiveness() {
        return forgiveness != null;
    }

    Forgiveness forgiveness() {
        Forgiveness all = forgiveness == null ? new Forgiveness() : forgiveness;
        forgiveness = all;
        return all;
    }

    /** Returns what was forgiven since a time and not paid back. */
    long forgivenSince(long time) {
        return forgiveness == null ? 0 : forgiveness.since(time);
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
        if (!isInPeriod(time)) {
            beginPeriod(time);
        }
        enterWindows(time);
    }

    /** Begins the limits' windows of a time. */
    void enterWindows(long time) {
        limits.enter(time);
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
        planSince = change.from();
        grantedThrough = change.renewedThrough();
        pending = null;
        // From when the plan counts, not from when that was noticed: caps that vary are counted from there.
        limits = limits.changedTo(plan, change.from(), now, usage, posted, open);
        refreshNextDue();
    }
}
