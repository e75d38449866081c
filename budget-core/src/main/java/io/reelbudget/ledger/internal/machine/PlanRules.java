package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.PlanConflictException;
import io.reelbudget.money.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides how accounts are opened and change their plans. All methods are pure. */
final class PlanRules {

    private static final String CUT = "plan changed";
    private static final String LEFT_OUT = " left out, for which totals had no room; change to a smaller allowance";
    private static final String UNLIMITED = "spent while the plan was unlimited";

    private PlanRules() {}

    static List<Event> open(Book book, Command.OpenAccount open) {
        Account known = book.find(open.account());
        if (known != null) {
            if (!known.openedWith().equals(open.plan()) && !known.plan().equals(open.plan())) {
                throw new PlanConflictException(open.account());
            }
            return List.of();
        }
        open.account()
                .parent()
                .ifPresent(parent -> requireSameUnit(book.require(parent).plan(), open.plan()));
        open.plan().limits().forEach(PlanRules::requireCountable);
        return List.of(new Event.Opened(book.accounts().size(), open.account(), open.plan()));
    }

    /** Journals may have plans with such limits, so that it is commands that are refused and not the limits. */
    private static void requireCountable(Limit limit) {
        if (limit.window() instanceof Window.Each each
                && each.periods() instanceof SinglePeriod single
                && single.end().isBefore(SinglePeriod.NEVER)) {
            throw new IllegalArgumentException("Limit had a window that ends for good at " + single.end()
                    + " but must have one that begins anew or never ends; give the plan without it at that time.");
        }
        if (limit.window() instanceof Window.Trailing && !(limit.cap() instanceof AmountSchedule.Constant)) {
            throw new IllegalArgumentException("Limit had a cap that varies by period but a window that trails,"
                    + " which has no periods; use AmountSchedule.always for it.");
        }
    }

    private static void requireSameUnit(Plan one, Plan other) {
        Amount.zero(one.unit()).requireSameUnit(Amount.zero(other.unit()));
    }

    static List<Event> change(Book book, Command.ChangePlan change, long now) {
        Account account = book.require(change.account());
        requireSameUnit(account.plan(), change.plan());
        change.plan().limits().forEach(PlanRules::requireCountable);
        if (change.change() == PlanChange.AT_RENEWAL) {
            Period running = account.runningAt(now);
            if (!running.end().isBefore(SinglePeriod.NEVER)) {
                throw new IllegalArgumentException("Plan of '" + account.path()
                        + "' was to change at its renewal but its period never ends; change it now instead.");
            }
            return List.of(new Event.PlanScheduled(account.number(), change.plan(), LedgerTime.micros(running.end())));
        }
        return changeNow(account, change.plan(), change.change(), now);
    }

    private static List<Event> changeNow(Account account, Plan plan, PlanChange change, long now) {
        Period running = plan.periods().periodAt(LedgerTime.instant(now));
        boolean samePeriods = plan.periods().equals(account.plan().periods());
        boolean waits = waitsForHand(account, plan, now);
        long wanted = Renewals.amountFor(plan, 0, running);
        long difference = samePeriods ? wanted - given(account, plan, running, now) : wanted;
        long share = change == PlanChange.NOW_PRORATED ? prorated(difference, running, now) : difference;
        long due = waits ? 0 : share;
        List<Event> events = new ArrayList<>(2);
        events.add(new Event.PlanChanged(account.number(), plan, now, waits ? now + 1 : expiryOf(running), now));
        Event.DebtForgiven settled = settled(account, plan, now);
        if (settled != null) {
            events.add(settled);
        }
        long room = Amounts.roomToGrant(account) - (settled == null ? 0 : settled.amount());
        if (!samePeriods) {
            room += takeAllowance(account, Long.MAX_VALUE, events);
        } else if (due < 0) {
            takeAllowance(account, -due, events);
        }
        if (due > 0) {
            events.add(allowance(account, due, now, expiryOf(running), account.debt, room));
        }
        return events;
    }

    /**
     * Returns the event by which an announced plan takes over; what must come before it first. Apply it and ask again.
     */
    static Event takenOver(Account account, PendingPlan pending) {
        long from = pending.from();
        Plan plan = pending.plan();
        Event settled = settled(account, plan, from);
        if (settled != null) {
            return settled;
        }
        boolean goesOn = isOnceAgain(account.plan(), plan);
        if (goesOn && account.grantedThrough <= from) {
            Period begun = plan.periods().periodAt(LedgerTime.instant(from));
            long more = Renewals.amountFor(plan, 0, begun) - given(account, plan, begun, from);
            if (more > 0) {
                long room = Amounts.roomToGrant(account);
                return allowance(account, more, from, expiryOf(begun), account.debt, room);
            }
        }
        // A moment after the plan began, its first period needs no allowance by itself.
        boolean needsNone = goesOn || waitsForHand(account, plan, from);
        long through = needsNone ? Math.max(from + 1, account.grantedThrough) : from;
        return new Event.PlanChanged(account.number(), plan, from, through, from);
    }

    /** Returns whether a plan that is renewed once goes on as one: it was granted already. */
    private static boolean isOnceAgain(Plan before, Plan after) {
        return before.renewal() == Renewal.ONCE
                && after.renewal() == Renewal.ONCE
                && before.periods().equals(after.periods());
    }

    /** Returns whether the period that runs then is to be renewed by hand, and was not. */
    private static boolean waitsForHand(Account account, Plan after, long at) {
        return account.plan().renewal() != Renewal.AUTOMATIC
                && after.renewal() == Renewal.MANUAL
                && account.plan().periods().equals(after.periods())
                && account.grantedThrough <= at;
    }

    /** Returns what of the other plan's allowance was given already, where both have the same periods. */
    private static long given(Account account, Plan after, Period running, long at) {
        if (account.grantedThrough > at) {
            return Renewals.amountFor(account.plan(), Renewals.index(account, running), running);
        }
        return isOnceAgain(account.plan(), after) ? Renewals.amountFor(account.plan(), 0, running) : 0;
    }

    /** Returns the event by which what was spent without bounds is settled before grants count again, null for none. */
    static Event.@Nullable DebtForgiven settled(Account account, Plan next, long at) {
        long free = next.isUnlimited() ? 0 : Math.min(account.free(), Amounts.roomToGrant(account));
        return free == 0 ? null : new Event.DebtForgiven(account.number(), free, at, UNLIMITED, 0);
    }

    /** Rounds towards zero: what is granted down, what is taken too. */
    private static long prorated(long amount, Period running, long now) {
        long end = LedgerTime.micros(running.end());
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(end - now))
                .divide(BigInteger.valueOf(end - LedgerTime.micros(running.start())))
                .longValueExact();
    }

    private static long takeAllowance(Account account, long most, List<Event> events) {
        long rest = most;
        for (GrantState grant : account.grants.live()) {
            long part = grant.terms.kind() == GrantKind.ALLOWANCE ? Math.min(rest, grant.remaining) : 0;
            if (part > 0) {
                events.add(new Event.GrantVoided(account.number(), grant.id, part, Event.Voiding.PART, CUT));
                rest -= part;
            }
        }
        return most - rest;
    }

    static long expiryOf(Period period) {
        return period.end().isBefore(SinglePeriod.NEVER) ? LedgerTime.micros(period.end()) : LedgerTime.NEVER;
    }

    /**
     * Returns the grant of an allowance, which pays off what the account owes then.
     *
     * @param room how much may be granted; what is more is left out
     */
    static Event.Granted allowance(Account account, long amount, long effective, long expiry, long debt, long room) {
        long fitting = Math.min(amount, Math.max(0, room));
        String origin = fitting == amount ? "" : Outcomes.amount(amount - fitting, account) + LEFT_OUT;
        GrantTerms terms = new GrantTerms(
                GrantKind.ALLOWANCE, fitting, effective, expiry, GrantOffer.DEFAULT_PRIORITY, Labels.none(), origin);
        return TopUpRules.granted(account, 0, 0, terms, debt);
    }
}
