package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Period;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.money.Amount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what time alone does to an account: grants expire or take effect, and each period of the plan begins with its
 * allowance.
 *
 * <p>Periods are granted one by one in the order of time, also after a long downtime, so that the books show what each
 * was given and what of it was lost; only the running period's allowance is left to spend. After more than
 * {@value #MAX_MISSED} missed periods the oldest are left out: theirs would be granted and lost at once.
 *
 * <p>Time refuses nothing: where totals of all time come near what an amount can say, grants that expire are taken back
 * instead of counted as expired, and what has no room all the same is left out of an allowance, which says so.
 *
 * <p>All methods are pure.
 */
public final class Renewals {

    /** The most missed periods that are made up for: more than a year of hours. */
    public static final int MAX_MISSED = 10_000;

    private static final String FORGIVEN = "not carried into the next period";
    private static final String TAKEN_BACK = "expired, and taken back since totals have little room";

    /** From here on what expires is taken back: the next allowance needs the room. */
    private static final long CROWDED = Amount.MAX_MICROS / 2;

    private Renewals() {}

    /** Returns whether anything is due on an account or above it. */
    public static boolean due(Account account, long now) {
        for (int i = 0; i < account.depth(); i++) {
            if (account.level(i).nextDue <= now) {
                return true;
            }
        }
        return false;
    }

    /** Returns the next thing that is due on one account, null where it is up to date. Apply it and ask again. */
    public static @Nullable Event next(Account account, long now) {
        long due = account.nextDue;
        if (due > now) {
            return null;
        }
        // At a period's edge the old allowance goes before the new one comes, and what was rolled over goes first.
        GrantState expiring = expiring(account, due);
        if (expiring != null) {
            return expired(account, expiring);
        }
        PendingPlan pending = account.pending;
        if (pending != null && pending.from() <= due) {
            return PlanRules.takenOver(account, pending);
        }
        for (GrantState grant : account.grants.scheduled()) {
            if (grant.terms.effective() == due) {
                return effective(account, grant);
            }
        }
        Event forgiven = forgiven(account, due);
        return forgiven == null ? allowance(account, now) : forgiven;
    }

    /**
     * Returns the accounts that must be brought up, in this order, to where another plan of an account begins to count:
     * what they inherit is another thing from then on. None, where it is not.
     */
    public static List<Account> inheriting(Book book, Account account, Plan next) {
        if (account.plan().terms().carriedDebt().equals(next.terms().carriedDebt())) {
            return List.of();
        }
        // Accounts are numbered in the order of opening: those above come first, and bring up their own.
        return book.accounts().stream()
                .filter(other -> other != account && other.isWithin(account))
                .toList();
    }

    private static @Nullable GrantState expiring(Account account, long due) {
        GrantState found = null;
        for (GrantState grant : account.grants()) {
            if (grant.terms.expiry() == due && (found == null || grant.terms.kind() == GrantKind.ROLLOVER)) {
                found = grant;
            }
        }
        return found;
    }

    private static Event expired(Account account, GrantState grant) {
        Rollover rollover = account.plan().rollover();
        if (grant.terms.kind() != GrantKind.ALLOWANCE || !(rollover instanceof Rollover.Carried carried)) {
            return expired(account, grant, 0, 0);
        }
        long room = carried.cap().map(Amount::micros).orElse(Long.MAX_VALUE) - rolledOver(account);
        long rolled = Math.max(0, Math.min(grant.remaining, room));
        return expired(account, grant, rolled, rolledExpiry(account, grant, carried));
    }

    private static Event expired(Account account, GrantState grant, long rolled, long rolledExpiry) {
        long lost = grant.remaining - rolled;
        return lost > 0 && account.granted > CROWDED
                ? new Event.GrantVoided(account.number(), grant.id, lost, Event.Voiding.PART, TAKEN_BACK)
                : new Event.GrantExpired(account.number(), grant.id, lost, rolled, rolledExpiry);
    }

    /** Makes an announced grant count; it was announced only as far as there is room for it. */
    private static Event effective(Account account, GrantState grant) {
        GrantTerms terms = grant.terms;
        long room = Math.max(0, Amount.MAX_MICROS - account.granted);
        GrantTerms fitting = terms.amount() <= room ? terms : terms.withAmount(room);
        return TopUpRules.granted(account, grant.id, 0, fitting, account.debt);
    }

    private static long rolledOver(Account account) {
        long left = 0;
        for (GrantState grant : account.grants()) {
            left += grant.terms.kind() == GrantKind.ROLLOVER ? grant.remaining : 0;
        }
        return left;
    }

    private static long rolledExpiry(Account account, GrantState grant, Rollover.Carried carried) {
        if (carried.periods() == Rollover.Carried.FOREVER) {
            return LedgerTime.NEVER;
        }
        Periods periods = account.plan().periods();
        Period first = periods.periodAt(LedgerTime.instant(grant.terms.expiry()));
        boolean isLast = periods instanceof SinglePeriod && first.ordinal() > 0;
        return PlanRules.expiryOf(
                carried.periods() == 1 || isLast
                        ? first
                        : periodNear(periods, first.ordinal() + carried.periods() - 1));
    }

    private static Event.@Nullable DebtForgiven forgiven(Account account, long at) {
        long carried = account.carriedDebt();
        long amount = account.debt <= carried ? 0 : Math.min(account.debt - carried, Amounts.roomToGrant(account));
        return amount == 0 ? null : new Event.DebtForgiven(account.number(), amount, at, FORGIVEN, amount);
    }

    private static Event allowance(Account account, long now) {
        Period due = account.plan().periods().periodAt(LedgerTime.instant(account.grantedThrough));
        Period running = account.plan().periods().periodAt(LedgerTime.instant(now));
        if (running.ordinal() - due.ordinal() > MAX_MISSED) {
            due = periodNear(account.plan().periods(), running.ordinal() - MAX_MISSED);
        }
        // The first allowance counts from the opening, which may be in the middle of a period.
        long effective = Math.max(LedgerTime.micros(due.start()), account.grantedThrough);
        long amount = amountFor(account.plan(), index(account, due), due);
        long room = Amounts.roomToGrant(account);
        return PlanRules.allowance(account, amount, effective, PlanRules.expiryOf(due), account.debt, room);
    }

    /** Returns what a plan grants for one of its periods: nothing for the time after its only one. */
    static long amountFor(Plan plan, long index, Period period) {
        boolean over = plan.periods() instanceof SinglePeriod && period.ordinal() > 0;
        return over ? 0 : plan.allowance().at(index).micros();
    }

    /** Returns a period by its number, or the one after it where the zone skipped that day. */
    private static Period periodNear(Periods periods, long ordinal) {
        try {
            return periods.period(ordinal);
        } catch (IllegalArgumentException skipped) {
            return periods.period(ordinal + 1);
        }
    }

    /** Returns how many periods there were between that in which the plan took effect and another. */
    static long index(Account account, Period period) {
        return period.ordinal()
                - account.plan()
                        .periods()
                        .periodAt(LedgerTime.instant(account.planSince))
                        .ordinal();
    }

    /** Returns what a renewal by hand does: the running period's allowance, unless it was granted. */
    static List<Event> byHand(Account account, long now) {
        if (account.plan().renewal() != Renewal.MANUAL || account.grantedThrough > now) {
            return List.of();
        }
        List<Event> events = new ArrayList<>(2);
        Event.DebtForgiven forgiven = forgiven(account, now);
        long debt = account.debt;
        if (forgiven != null) {
            events.add(forgiven);
            debt -= forgiven.amount();
        }
        Period running = account.plan().periods().periodAt(LedgerTime.instant(now));
        long amount = amountFor(account.plan(), index(account, running), running);
        long room = Amounts.roomToGrant(account) - (forgiven == null ? 0 : forgiven.amount());
        events.add(PlanRules.allowance(account, amount, now, PlanRules.expiryOf(running), debt, room));
        return events;
    }
}
