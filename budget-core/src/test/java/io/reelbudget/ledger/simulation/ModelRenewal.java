package io.reelbudget.ledger.simulation;

import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What time does to a model's account: periods begin, grants come and expire, and plans take over. */
final class ModelRenewal {

    private final ModelAccount account;
    private long planSince;
    private long grantedThrough;
    private Plan pending;
    private long pendingFrom;

    ModelRenewal(ModelAccount account, long opened) {
        this.account = account;
        this.planSince = opened;
        this.grantedThrough = opened;
    }

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
        long due = pending == null ? ModelAccount.NEVER : pendingFrom;
        boolean byItself = account.plan.renewal() == Renewal.AUTOMATIC || grantedThrough == planSince;
        if (!isIdle() && byItself) {
            due = Math.min(due, grantedThrough);
        }
        for (ModelGrant grant : account.grants) {
            due = grant.isLive() ? Math.min(due, grant.expiry) : due;
        }
        for (ModelGrant grant : account.announced) {
            due = Math.min(due, grant.effective);
        }
        return due;
    }

    /** Returns whether nothing happens when a period begins. */
    private boolean isIdle() {
        return account.plan.allowance().isAlwaysZero() && account.carriedDebt() == ModelAccount.NEVER;
    }

    private void happen(long due, long now) {
        ModelGrant expiring = null;
        for (ModelGrant grant : account.liveGrants()) {
            boolean first = expiring == null || grant.kind == GrantKind.ROLLOVER;
            expiring = grant.expiry == due && first ? grant : expiring;
        }
        if (expiring != null) {
            expire(expiring);
            return;
        }
        if (pending != null && pendingFrom <= due) {
            takeOverAnnounced(now);
            return;
        }
        for (ModelGrant grant : account.announced) {
            if (grant.effective == due) {
                account.announced.remove(grant);
                account.add(grant);
                return;
            }
        }
        forgiveBeyondCarried(due);
        Period period = account.periodAt(grantedThrough);
        grantAllowance(
                allowanceOf(period), Math.max(ModelAccount.micros(period.start()), grantedThrough), endOf(period));
    }

    private void expire(ModelGrant grant) {
        grant.gone = true;
        long rolled = 0;
        if (grant.kind == GrantKind.ALLOWANCE && account.plan.rollover() instanceof Rollover.Carried carried) {
            long there = 0;
            for (ModelGrant other : account.liveGrants()) {
                there += other.kind == GrantKind.ROLLOVER ? other.left : 0;
            }
            long room = carried.cap().map(Amount::micros).orElse(ModelAccount.NEVER) - there;
            rolled = Math.max(0, Math.min(grant.left, room));
            if (rolled > 0) {
                long end = endAfter(grant.expiry, carried.periods());
                account.grants.add(new ModelGrant(
                        GrantKind.ROLLOVER, rolled, grant.expiry, end, grant.priority, grant.scope, ++account.orders));
            }
        }
        account.expired += grant.left - rolled;
    }

    private long endAfter(long start, int periods) {
        if (periods == Rollover.Carried.FOREVER) {
            return ModelAccount.NEVER;
        }
        Period period = account.periodAt(start);
        for (int i = 1; i < periods; i++) {
            period = account.plan.periods().periodAt(period.end());
        }
        return endOf(period);
    }

    private void forgiveBeyondCarried(long at) {
        long carried = account.carriedDebt();
        if (account.debt > carried) {
            account.forgive(account.debt - carried, at);
        }
    }

    private long allowanceOf(Period period) {
        return allowance(
                account.plan, period.ordinal() - account.periodAt(planSince).ordinal(), period);
    }

    /** After an only period nothing is granted any more. */
    private static long allowance(Plan plan, long index, Period period) {
        boolean over = plan.periods() instanceof SinglePeriod && period.ordinal() == 1;
        return over ? 0 : plan.allowance().at(index).micros();
    }

    /** An announced plan begins with its first period, unless that was granted once or is renewed by hand. */
    private void takeOverAnnounced(long now) {
        Plan next = pending;
        long from = pendingFrom;
        boolean same = next.periods().equals(account.plan.periods());
        boolean onceAgain = same && account.plan.renewal() == Renewal.ONCE && next.renewal() == Renewal.ONCE;
        boolean byHand = same && account.plan.renewal() != Renewal.AUTOMATIC && next.renewal() == Renewal.MANUAL;
        Period period = next.periods().periodAt(ModelAccount.instant(from));
        long before = allowance(account.plan, 0, period);
        takeOver(next, from, onceAgain || byHand ? from + 1 : from, now);
        long more = allowance(next, 0, period) - before;
        if (onceAgain && more > 0) {
            grantAllowance(more, from, endOf(period));
        }
    }

    private void grantAllowance(long amount, long effective, long expiry) {
        grantedThrough = expiry;
        account.add(new ModelGrant(
                GrantKind.ALLOWANCE,
                amount,
                effective,
                expiry,
                GrantOffer.DEFAULT_PRIORITY,
                Labels.none(),
                ++account.orders));
    }

    /** Grants the running period's allowance where the plan does so by hand, once. */
    void renewByHand(long now) {
        if (account.plan.renewal() == Renewal.MANUAL && grantedThrough <= now) {
            forgiveBeyondCarried(now);
            Period running = account.periodAt(now);
            grantAllowance(allowanceOf(running), now, endOf(running));
        }
    }

    private static long endOf(Period period) {
        return period.end().isBefore(SinglePeriod.NEVER) ? ModelAccount.micros(period.end()) : ModelAccount.NEVER;
    }

    void schedule(Plan next, long from) {
        pending = next;
        pendingFrom = from;
    }

    void changeNow(Plan next, boolean prorated, long now) {
        Period running = next.periods().periodAt(ModelAccount.instant(now));
        boolean same = next.periods().equals(account.plan.periods());
        long before = same && grantedThrough > now ? allowanceOf(running) : 0;
        boolean over = same && grantedThrough <= now && account.plan.renewal() != Renewal.AUTOMATIC;
        if (over && account.plan.renewal() == Renewal.ONCE && next.renewal() == Renewal.ONCE) {
            before = allowance(account.plan, 0, running);
        }
        boolean byHand = over && next.renewal() == Renewal.MANUAL;
        takeOver(next, now, byHand ? now + 1 : endOf(running), now);
        long due = byHand ? 0 : allowance(next, 0, running) - before;
        if (prorated) {
            due = share(
                    due,
                    ModelAccount.micros(running.end()) - now,
                    ModelAccount.micros(running.end()) - ModelAccount.micros(running.start()));
        }
        long rest = same ? Math.max(0, -due) : ModelAccount.NEVER;
        for (ModelGrant grant : account.liveGrants()) {
            if (grant.kind == GrantKind.ALLOWANCE) {
                rest -= account.take(grant, Math.min(rest, grant.left), now);
            }
        }
        if (due > 0) {
            grantAllowance(due, now, endOf(running));
        }
    }

    private static long share(long amount, long part, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** What was spent without bounds is settled before grants count again. */
    private void settle(Plan next, long from) {
        if (!next.isUnlimited() && account.free() > 0) {
            account.granted.add(from, account.free());
        }
    }

    @SuppressWarnings("ReferenceEquality") // The plan that waited is meant, not one that says the same.
    private void takeOver(Plan next, long from, long renewedThrough, long now) {
        if (!next.terms().carriedDebt().equals(account.plan.terms().carriedDebt())) {
            // Until then they inherited what was said until then.
            bringUpBelow(from < now || pending == next ? from - 1 : now);
        }
        List<ModelRenewal> idle = new ArrayList<>();
        collectIdle(idle);
        boolean announced = from < now || pending == next;
        if (announced) {
            settle(next, from);
        }
        if (!next.periods().equals(account.plan.periods())) {
            account.firstGranted = account.granted.size();
            account.firstPosted = account.posted.size();
        }
        if (!announced) {
            settle(next, from);
        }
        account.plan = next;
        planSince = from;
        grantedThrough = renewedThrough;
        pending = null;
        account.limits.takeOver(next, from, now);
        for (ModelRenewal other : idle) {
            boolean awoken = other != this && !other.isIdle();
            long running = endOf(other.account.periodAt(from - 1));
            other.grantedThrough = awoken ? Math.max(other.grantedThrough, running) : other.grantedThrough;
        }
    }

    private void bringUpBelow(long until) {
        for (ModelAccount below : account.below) {
            below.renewal.bringUpTo(until);
            below.renewal.bringUpBelow(until);
        }
    }

    private void collectIdle(List<ModelRenewal> idle) {
        if (isIdle()) {
            idle.add(this);
        }
        account.below.forEach(other -> other.renewal.collectIdle(idle));
    }
}
