package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.account.Terms;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An account as simply as it can be written: nearly every number is a sum over what happened, made anew whenever it is
 * asked for. Times are microseconds since 1970.
 */
final class ModelAccount {

    static final long NEVER = Long.MAX_VALUE;

    private static final long HOUR = 3_600_000_000L;

    /** An amount that came or went at a time. */
    record Fact(long at, long amount) {}

    /**
     * A limit and what it counts: the facts from a first one on, and in the window in which it began an amount besides.
     *
     * @param window when that window began
     */
    private record Counting(Limit limit, long firstPeriod, int firstFact, long window, long before) {}

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
    private final List<Fact> granted = new ArrayList<>();
    private final List<Fact> posted = new ArrayList<>();
    private final List<Fact> limited = new ArrayList<>();
    private final List<Fact> used = new ArrayList<>();
    private List<Fact> trailed = new ArrayList<>();
    final List<Purchase> purchases = new ArrayList<>();
    private List<Counting> limits = new ArrayList<>();
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
        plan.limits().forEach(limit -> limits.add(new Counting(limit, firstPeriod(limit, now), 0, 0, 0)));
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
        return sum(granted, 0, Long.MIN_VALUE);
    }

    long posted() {
        return sum(posted, 0, Long.MIN_VALUE);
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

    private static long sum(List<Fact> facts, int first, long since) {
        long sum = 0;
        for (int i = first; i < facts.size(); i++) {
            sum += facts.get(i).at() >= since ? facts.get(i).amount() : 0;
        }
        return sum;
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
        granted.add(new Fact(at, amount));
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
        granted.add(new Fact(grant.effective, grant.left));
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
        granted.add(new Fact(now, -amount));
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
            granted.add(new Fact(from, unfunded));
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
        boolean hadTrailing = hasTrailing();
        List<Counting> before = limits;
        plan = next;
        planSince = from;
        grantedThrough = renewedThrough;
        pending = null;
        limits = new ArrayList<>();
        next.limits().forEach(limit -> limits.add(counting(limit, before, from, now)));
        if (!hadTrailing) {
            trailed = new ArrayList<>(used);
        }
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

    private Counting counting(Limit limit, List<Counting> before, long from, long now) {
        for (Counting earlier : before) {
            if (earlier.limit().window().equals(limit.window())) {
                return new Counting(
                        limit, firstPeriod(limit, from), earlier.firstFact(), earlier.window(), earlier.before());
            }
        }
        Counting fresh = new Counting(limit, firstPeriod(limit, from), limited.size(), 0, 0);
        long start = windowStart(fresh, now);
        return new Counting(
                limit, fresh.firstPeriod(), fresh.firstFact(), start, sum(used, 0, Math.floorDiv(start, HOUR) * HOUR));
    }

    private static long firstPeriod(Limit limit, long since) {
        return limit.window() instanceof Window.Each each
                ? each.periods().periodAt(instant(since)).ordinal()
                : 0;
    }

    private boolean hasTrailing() {
        return plan.limits().stream().anyMatch(limit -> limit.window() instanceof Window.Trailing);
    }

    // What is spent

    private long earmarked(ModelGrant grant) {
        long sum = 0;
        for (ModelHold hold : holds) {
            sum += hold.earmarkedOn(grant);
        }
        return sum;
    }

    private long payable(ModelGrant grant, Labels labels, ModelHold own) {
        long others = earmarked(grant) - (own == null ? 0 : own.earmarkedOn(grant));
        return grant.serves(labels) ? Math.max(0, grant.left - others) : 0;
    }

    /** Returns how much more may be held as far as grants go. */
    long holdable(Labels labels, long overdraft) {
        long apart = 0;
        for (ModelGrant grant : liveGrants()) {
            boolean outOfReach = grant.isScoped() && !grant.serves(labels);
            apart += outOfReach ? Math.max(0, grant.left - earmarked(grant)) : 0;
        }
        return available() - apart + overdraft;
    }

    /**
     * Returns how much of the grants without a scope a payer may take before it takes what other holds count on, as far
     * as they count on no grant with one.
     */
    private long reach(ModelHold own) {
        List<ModelGrant> live = liveGrants();
        if (live.stream().noneMatch(ModelGrant::isScoped)) {
            return NEVER;
        }
        long general = 0;
        for (ModelGrant grant : live) {
            general += grant.isScoped() ? 0 : grant.left;
        }
        long mine = 0;
        long others = 0;
        for (ModelHold hold : holds) {
            if (hold.reaches(this)) {
                long resting = 0;
                for (ModelGrant grant : live) {
                    resting += hold.earmarkedOn(grant);
                }
                mine += hold == own ? Math.max(0, hold.amount - resting) : 0;
                others += hold == own ? 0 : hold.amount - resting;
            }
        }
        return Math.max(Math.min(mine, general), general - Math.max(0, others));
    }

    /** Returns how much each live grant would pay of an amount before others' holds are touched, in burn-down order. */
    private Map<ModelGrant, Long> shares(long amount, Labels labels, ModelHold own) {
        Map<ModelGrant, Long> shares = new LinkedHashMap<>();
        long rest = amount;
        long general = reach(own);
        for (ModelGrant grant : liveGrants()) {
            long share = Math.min(rest, grant.isScoped() ? payable(grant, labels, own) : Math.min(general, grant.left));
            general -= grant.isScoped() ? 0 : share;
            rest -= share;
            shares.put(grant, share);
        }
        return shares;
    }

    void earmark(ModelHold hold, int level, long amount) {
        Map<ModelGrant, Long> shares = shares(amount, hold.labels, hold);
        hold.earmarks.get(level).clear();
        shares.forEach((grant, share) -> {
            if (grant.isScoped() && share > 0) {
                hold.earmarks.get(level).put(grant, share);
            }
        });
    }

    List<ModelCharge.Paid> post(long amount, Labels labels, ModelHold own, long now, long usedAt) {
        Map<ModelGrant, Long> shares = shares(amount, labels, own);
        long rest = amount - shares.values().stream().mapToLong(Long::longValue).sum();
        List<ModelCharge.Paid> paid = new ArrayList<>();
        for (Map.Entry<ModelGrant, Long> share : shares.entrySet()) {
            ModelGrant grant = share.getKey();
            long more = grant.isScoped() ? 0 : Math.min(rest, grant.left - share.getValue());
            rest -= more;
            if (share.getValue() + more > 0) {
                paid.add(new ModelCharge.Paid(grant, share.getValue() + more));
                grant.left -= share.getValue() + more;
            }
        }
        if (rest > 0) {
            debt += plan.isUnlimited() ? 0 : rest;
            paid.add(new ModelCharge.Paid(null, rest));
        }
        posted.add(new Fact(now, amount));
        used.add(new Fact(usedAt, amount));
        count(amount, now);
        return paid;
    }

    void unpost(long amount, long postedAt, long now) {
        posted.add(new Fact(now, -amount));
        count(-amount, postedAt);
    }

    private void count(long amount, long at) {
        limited.add(new Fact(at, amount));
        trailed.add(new Fact(at, amount));
    }

    // Its limits

    private long windowStart(Counting limit, long now) {
        if (limit.limit().window() instanceof Window.Each each) {
            return micros(each.periods().periodAt(instant(now)).start());
        }
        Window.Trailing trailing = (Window.Trailing) limit.limit().window();
        return (Math.floorDiv(now, HOUR) - trailing.length().toHours()) * HOUR;
    }

    private long cap(Counting limit, long now) {
        long index = limit.limit().window() instanceof Window.Each each
                ? each.periods().periodAt(instant(now)).ordinal() - limit.firstPeriod()
                : 0;
        return limit.limit().cap().at(index).micros();
    }

    private long postedIn(Counting limit, long now) {
        long start = windowStart(limit, now);
        return limit.limit().window() instanceof Window.Each
                ? sum(limited, limit.firstFact(), start) + (start == limit.window() ? limit.before() : 0)
                : sum(trailed, 0, start);
    }

    private long heldIn(Counting limit, long now, ModelHold but) {
        long sum = 0;
        long start = windowStart(limit, now);
        for (ModelHold hold : holds) {
            sum += hold != but && hold.reaches(this) && hold.counted >= start ? hold.amount : 0;
        }
        return sum;
    }

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
        for (Counting limit : limits) {
            long rest = cap(limit, now) - postedIn(limit, now) - heldIn(limit, now, hold);
            if (limit.limit().isHard() && whole > rest) {
                return "short at " + path + " asked " + more + " of " + (rest - whole + more) + " for " + limit.limit();
            }
        }
        return null;
    }

    // What hosts see

    String sheet(long now) {
        long start = micros(periodAt(now).start());
        return granted() + "-" + posted() + "-" + held() + "-" + expired + " owes " + debt + " may owe "
                + overdraftLimit() + " in " + start + ": " + sum(granted, firstGranted, start) + "-"
                + sum(posted, firstPosted, start);
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
        for (Counting limit : limits) {
            line.append(", ").append(cap(limit, now)).append(' ').append(postedIn(limit, now));
            line.append(' ').append(heldIn(limit, now, null));
        }
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
        long sum = 0;
        for (Fact fact : used) {
            sum += Math.floorDiv(fact.at(), HOUR) == hour ? fact.amount() : 0;
        }
        return sum;
    }
}
