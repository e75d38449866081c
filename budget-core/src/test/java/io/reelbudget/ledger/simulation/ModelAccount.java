package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.account.Terms;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An account as simply as it can be written: nearly every number is a sum over what happened, made anew whenever it is
 * asked for. Times are microseconds since 1970.
 */
final class ModelAccount {

    static final long NEVER = Long.MAX_VALUE;

    /** An automatic top-up that was bought or asked for. */
    static final class Purchase {
        final long at;
        final long amount;
        boolean cancelled;
        boolean pending;

        /** Its number in the real ledger, once that has said it. */
        long request;

        Purchase(long at, long amount, boolean pending) {
            this.at = at;
            this.amount = amount;
            this.pending = pending;
        }
    }

    final AccountPath path;
    final ModelAccount parent;
    final Plan openedWith;
    Plan plan;

    private final List<ModelAccount> below = new ArrayList<>();
    private final Collection<ModelHold> holds;
    private final List<ModelGrant> grants = new ArrayList<>();
    final List<ModelGrant> announced = new ArrayList<>();
    private final ModelFacts granted = new ModelFacts();
    private final ModelFacts posted = new ModelFacts();
    final List<Purchase> purchases = new ArrayList<>();
    private final ModelLimits limits;
    private final ModelBurnDown burnDown;
    private long expired;
    private long debt;
    private long orders;

    private long planSince;
    private long grantedThrough;
    private Plan pending;
    private long pendingFrom;

    /** Where the facts begin that count for the running period: a change of periods begins anew. */
    private int firstGranted;

    private int firstPosted;

    ModelAccount(AccountPath path, ModelAccount parent, Plan plan, long now, Collection<ModelHold> holds) {
        this.path = path;
        this.parent = parent;
        this.openedWith = plan;
        this.plan = plan;
        this.holds = holds;
        this.planSince = now;
        this.grantedThrough = now;
        this.limits = new ModelLimits(this, holds, plan, now);
        this.burnDown = new ModelBurnDown(this, holds);
        if (parent != null) {
            parent.below.add(this);
        }
    }

    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    // What it has

    long granted() {
        return granted.sum();
    }

    long posted() {
        return posted.sum();
    }

    long held() {
        long sum = 0;
        for (ModelHold hold : holds) {
            sum += hold.reaches(this) ? hold.amount : 0;
        }
        return sum;
    }

    long expired() {
        return expired;
    }

    long debt() {
        return debt;
    }

    long available() {
        return granted() - posted() - held() - expired;
    }

    private <T> T term(Function<Terms, Optional<T>> term, T usually) {
        Optional<T> own = term.apply(plan.terms());
        return own.isPresent() ? own.get() : parent == null ? usually : parent.term(term, usually);
    }

    long overdraftLimit() {
        return term(Terms::overdraftLimit, Amount.zero(plan.unit())).micros();
    }

    long reissue() {
        return micros(Instant.EPOCH.plus(term(Terms::reissue, Duration.ofDays(30))));
    }

    private long carriedDebt() {
        DebtCarry carry = term(Terms::carriedDebt, DebtCarry.all());
        if (carry instanceof DebtCarry.UpTo upTo) {
            return upTo.cap().micros();
        }
        return carry instanceof DebtCarry.None ? 0 : NEVER;
    }

    List<ModelGrant> liveGrants() {
        List<ModelGrant> live = new ArrayList<>();
        for (ModelGrant grant : grants) {
            if (grant.isLive()) {
                live.add(grant);
            }
        }
        live.sort(ModelGrant.BURN_DOWN);
        return live;
    }

    Period periodAt(long time) {
        return plan.periods().periodAt(instant(time));
    }

    private static long endOf(Period period) {
        return period.end().isBefore(SinglePeriod.NEVER) ? micros(period.end()) : NEVER;
    }

    // What time does

    /** Returns whether anything was due. */
    boolean bringUpTo(long now) {
        boolean changed = false;
        for (long due = nextDue(); due <= now; due = nextDue()) {
            changed = true;
            happen(due, now);
        }
        return changed;
    }

    private long nextDue() {
        long due = pending == null ? NEVER : pendingFrom;
        boolean byItself = plan.renewal() == Renewal.AUTOMATIC || grantedThrough == planSince;
        if (!isIdle() && byItself) {
            due = Math.min(due, grantedThrough);
        }
        for (ModelGrant grant : grants) {
            due = grant.isLive() ? Math.min(due, grant.expiry) : due;
        }
        for (ModelGrant grant : announced) {
            due = Math.min(due, grant.effective);
        }
        return due;
    }

    /** Returns whether nothing happens when a period begins. */
    private boolean isIdle() {
        return plan.allowance().isAlwaysZero() && carriedDebt() == NEVER;
    }

    private void happen(long due, long now) {
        ModelGrant expiring = null;
        for (ModelGrant grant : liveGrants()) {
            boolean first = expiring == null || grant.kind == GrantKind.ROLLOVER;
            expiring = grant.expiry == due && first ? grant : expiring;
        }
        if (expiring != null) {
            expire(expiring);
            return;
        }
        if (pending != null && pendingFrom <= due) {
            takeOver(pending, pendingFrom, pendingFrom, now);
            return;
        }
        for (ModelGrant grant : announced) {
            if (grant.effective == due) {
                announced.remove(grant);
                add(grant);
                return;
            }
        }
        forgiveBeyondCarried(due);
        Period period = periodAt(grantedThrough);
        grantAllowance(allowanceOf(period), Math.max(micros(period.start()), grantedThrough), endOf(period));
    }

    private void expire(ModelGrant grant) {
        grant.gone = true;
        long rolled = 0;
        if (grant.kind == GrantKind.ALLOWANCE && plan.rollover() instanceof Rollover.Carried carried) {
            long there = 0;
            for (ModelGrant other : liveGrants()) {
                there += other.kind == GrantKind.ROLLOVER ? other.left : 0;
            }
            long room = carried.cap().map(Amount::micros).orElse(NEVER) - there;
            rolled = Math.max(0, Math.min(grant.left, room));
            if (rolled > 0) {
                long end = endAfter(grant.expiry, carried.periods());
                grants.add(new ModelGrant(
                        GrantKind.ROLLOVER, rolled, grant.expiry, end, grant.priority, grant.scope, ++orders));
            }
        }
        expired += grant.left - rolled;
    }

    private long endAfter(long start, int periods) {
        if (periods == Rollover.Carried.FOREVER) {
            return NEVER;
        }
        Period period = periodAt(start);
        for (int i = 1; i < periods; i++) {
            period = plan.periods().periodAt(period.end());
        }
        return endOf(period);
    }

    private void forgiveBeyondCarried(long at) {
        long carried = carriedDebt();
        if (debt > carried) {
            forgive(debt - carried, at);
        }
    }

    void forgive(long amount, long at) {
        debt -= amount;
        granted.add(at, amount);
    }

    private long allowanceOf(Period period) {
        return plan.allowance()
                .at(period.ordinal() - periodAt(planSince).ordinal())
                .micros();
    }

    private void grantAllowance(long amount, long effective, long expiry) {
        grantedThrough = expiry;
        add(new ModelGrant(
                GrantKind.ALLOWANCE, amount, effective, expiry, GrantOffer.DEFAULT_PRIORITY, Labels.none(), ++orders));
    }

    /** Grants the running period's allowance where the plan does so by hand, once. */
    void renewByHand(long now) {
        if (plan.renewal() == Renewal.MANUAL && grantedThrough <= now) {
            forgiveBeyondCarried(now);
            Period running = periodAt(now);
            grantAllowance(allowanceOf(running), now, endOf(running));
        }
    }

    // What commands do

    /** Makes a grant count, which pays off debt first unless it is for some labels only. */
    ModelGrant add(ModelGrant grant) {
        granted.add(grant.effective, grant.left);
        if (!grant.isScoped()) {
            long repaid = Math.min(debt, grant.left);
            debt -= repaid;
            grant.left -= repaid;
        }
        grants.add(grant);
        return grant;
    }

    ModelGrant newGrant(GrantKind kind, long amount, long effective, long expiry, GrantOffer offer) {
        return new ModelGrant(kind, amount, effective, expiry, offer.priority(), offer.scope(), ++orders);
    }

    /** Makes a grant of what is given back and has no payer any more. */
    void reissue(long amount, long now, long expiry) {
        if (amount > 0) {
            grants.add(newGrant(GrantKind.ADJUSTMENT, amount, now, expiry, GrantOffer.always()));
        }
    }

    void lose(long amount) {
        expired += amount;
    }

    /** Pays off debt and returns what is left of the amount. */
    long repay(long amount) {
        long part = Math.min(debt, amount);
        debt -= part;
        return amount - part;
    }

    ModelGrant findGrant(long id) {
        for (ModelGrant grant : grants) {
            if (grant.id == id && grant.isLive()) {
                return grant;
            }
        }
        return null;
    }

    long voidGrant(ModelGrant grant, long now) {
        return take(grant, grant.left, now);
    }

    private long take(ModelGrant grant, long amount, long now) {
        granted.add(now, -amount);
        grant.left -= amount;
        if (grant.left == 0) {
            holds.forEach(hold -> hold.earmarks.forEach(level -> level.remove(grant)));
        }
        return amount;
    }

    void schedule(Plan next, long from) {
        pending = next;
        pendingFrom = from;
    }

    void changeNow(Plan next, boolean prorated, long now) {
        Period running = next.periods().periodAt(instant(now));
        boolean same = next.periods().equals(plan.periods());
        long before = same && grantedThrough > now ? allowanceOf(running) : 0;
        takeOver(next, now, endOf(running), now);
        long due = next.allowance().at(0).micros() - before;
        if (prorated) {
            due = share(due, micros(running.end()) - now, micros(running.end()) - micros(running.start()));
        }
        long rest = same ? Math.max(0, -due) : NEVER;
        for (ModelGrant grant : liveGrants()) {
            if (grant.kind == GrantKind.ALLOWANCE) {
                rest -= take(grant, Math.min(rest, grant.left), now);
            }
        }
        if (due > 0) {
            grantAllowance(due, now, endOf(running));
        }
    }

    private static long share(long amount, long part, long whole) {
        return java.math.BigInteger.valueOf(amount)
                .multiply(java.math.BigInteger.valueOf(part))
                .divide(java.math.BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** What was spent without bounds is settled before grants count again. */
    private void settle(Plan next, long from) {
        long unfunded = posted() + expired - granted();
        for (ModelGrant grant : grants) {
            unfunded += grant.isLive() ? grant.left : 0;
        }
        if (plan.isUnlimited() && !next.isUnlimited() && unfunded > 0) {
            granted.add(from, unfunded);
            debt = Math.max(0, debt - unfunded);
        }
    }

    private void takeOver(Plan next, long from, long renewedThrough, long now) {
        List<ModelAccount> idle = new ArrayList<>();
        collectIdle(idle);
        boolean announced = renewedThrough == from;
        if (announced) {
            settle(next, from);
        }
        if (!next.periods().equals(plan.periods())) {
            firstGranted = granted.size();
            firstPosted = posted.size();
        }
        if (!announced) {
            settle(next, from);
        }
        plan = next;
        planSince = from;
        grantedThrough = renewedThrough;
        pending = null;
        limits.takeOver(next, from, now);
        for (ModelAccount account : idle) {
            boolean awoken = account != this && !account.isIdle();
            account.grantedThrough =
                    awoken ? Math.max(account.grantedThrough, endOf(account.periodAt(now))) : account.grantedThrough;
        }
    }

    private void collectIdle(List<ModelAccount> idle) {
        if (isIdle()) {
            idle.add(this);
        }
        below.forEach(account -> account.collectIdle(idle));
    }

    // What is spent

    /** Returns how much more may be held as far as grants go. */
    long holdable(Labels labels, long overdraft) {
        return available() - burnDown.outOfReach(labels) + overdraft;
    }

    void earmark(ModelHold hold, int level, long amount) {
        burnDown.earmark(hold, level, amount);
    }

    List<ModelCharge.Paid> post(long amount, Labels labels, ModelHold own, long now, long usedAt) {
        List<ModelCharge.Paid> paid = burnDown.pay(amount, labels, own);
        for (ModelCharge.Paid payment : paid) {
            debt += payment.grant() == null && !plan.isUnlimited() ? payment.amount() : 0;
        }
        posted.add(now, amount);
        limits.post(amount, now, usedAt);
        return paid;
    }

    void unpost(long amount, long postedAt, long now) {
        posted.add(now, -amount);
        limits.unpost(amount, postedAt);
    }

    // Its limits

    /**
     * Returns why a hold is refused, null where it is not.
     *
     * @param more by how much it is raised
     * @param whole how much it holds then
     */
    String refusal(ModelHold hold, long more, long whole, long overdraft, long now) {
        long holdable = holdable(hold.labels, overdraft);
        if (!plan.isUnlimited() && more > holdable) {
            return "short at " + path + " asked " + more + " of " + holdable + " for grants";
        }
        return limits.refusal(hold, more, whole, now);
    }

    // What hosts see

    String sheet(long now) {
        long start = micros(periodAt(now).start());
        return granted() + "-" + posted() + "-" + held() + "-" + expired + " owes " + debt + " may owe "
                + overdraftLimit() + " in " + start + ": " + granted.sum(firstGranted, start) + "-"
                + posted.sum(firstPosted, start);
    }

    String describe(long now) {
        StringBuilder line = new StringBuilder(path.toString())
                .append(' ')
                .append(sheet(now))
                .append(" grants");
        liveGrants().forEach(grant -> line.append(", ").append(grant.describe()));
        line.append(" announced");
        announced.stream()
                .sorted(java.util.Comparator.comparingLong(grant -> grant.effective))
                .forEach(grant -> line.append(", ").append(grant.describe()));
        line.append(" limits");
        limits.describe(line, now);
        line.append(" pending");
        purchases.stream().filter(purchase -> purchase.pending).forEach(purchase -> line.append(' ')
                .append(purchase.amount));
        return line.append(" open ").append(openHere()).toString();
    }

    private List<String> openHere() {
        return holds.stream()
                .filter(hold -> hold.open && hold.id.account().equals(path))
                .map(hold -> hold.id.key() + " " + hold.amount + " until " + hold.leaseEnd)
                .sorted()
                .toList();
    }

    /** Returns what was charged in each hour since 1970, as {@link io.reelbudget.ledger.Query.UsageOf} says. */
    long usedIn(long hour) {
        return limits.usedIn(hour);
    }
}
