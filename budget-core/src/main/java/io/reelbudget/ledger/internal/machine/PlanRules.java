package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.account.SinglePeriod;
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
        return List.of(new Event.Opened(book.accounts().size(), open.account(), open.plan()));
    }

    private static void requireSameUnit(Plan one, Plan other) {
        Amount.zero(one.unit()).requireSameUnit(Amount.zero(other.unit()));
    }

    static List<Event> change(Book book, Command.ChangePlan change, long now) {
        Account account = book.require(change.account());
        requireSameUnit(account.plan(), change.plan());
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
        long wanted = plan.allowance().at(0).micros();
        long difference = samePeriods ? wanted - allowanceOf(account, running, now) : wanted;
        long due = change == PlanChange.NOW_PRORATED ? prorated(difference, running, now) : difference;
        List<Event> events = new ArrayList<>(2);
        events.add(new Event.PlanChanged(account.number(), plan, now, expiryOf(running)));
        Event.DebtForgiven settled = settled(account, plan, now);
        if (settled != null) {
            events.add(settled);
        }
        long debt = settled == null ? account.debt : Math.max(0, account.debt - settled.amount());
        if (!samePeriods) {
            takeAllowance(account, Long.MAX_VALUE, events);
        } else if (due < 0) {
            takeAllowance(account, -due, events);
        }
        if (due > 0) {
            events.add(allowance(account, due, now, expiryOf(running), debt));
        }
        return events;
    }

    /** Returns what the running period was given: nothing yet, where it is renewed by hand and was not. */
    private static long allowanceOf(Account account, Period running, long now) {
        return account.grantedThrough <= now
                ? 0
                : account.plan()
                        .allowance()
                        .at(Renewals.index(account, running))
                        .micros();
    }

    /** Returns the event by which what was spent without bounds is settled before grants count again, null for none. */
    static Event.@Nullable DebtForgiven settled(Account account, Plan next, long at) {
        long unfunded = account.plan().isUnlimited() && !next.isUnlimited() ? account.unfunded() : 0;
        return unfunded <= 0 ? null : new Event.DebtForgiven(account.number(), unfunded, at, UNLIMITED);
    }

    /** Rounds towards zero: what is granted down, what is taken too. */
    private static long prorated(long amount, Period running, long now) {
        long end = LedgerTime.micros(running.end());
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(end - now))
                .divide(BigInteger.valueOf(end - LedgerTime.micros(running.start())))
                .longValueExact();
    }

    private static void takeAllowance(Account account, long most, List<Event> events) {
        long rest = most;
        for (GrantState grant : account.grants.live()) {
            long part = grant.terms.kind() == GrantKind.ALLOWANCE ? Math.min(rest, grant.remaining) : 0;
            if (part > 0) {
                events.add(new Event.GrantVoided(account.number(), grant.id, part, false, CUT));
                rest -= part;
            }
        }
    }

    static long expiryOf(Period period) {
        return period.end().isBefore(SinglePeriod.NEVER) ? LedgerTime.micros(period.end()) : LedgerTime.NEVER;
    }

    /** Returns the grant of an allowance, which pays off what the account owes then. */
    static Event.Granted allowance(Account account, long amount, long effective, long expiry, long debt) {
        GrantTerms terms = new GrantTerms(
                GrantKind.ALLOWANCE, amount, effective, expiry, GrantOffer.DEFAULT_PRIORITY, Labels.none(), "");
        return TopUpRules.granted(account, 0, 0, terms, debt);
    }
}
