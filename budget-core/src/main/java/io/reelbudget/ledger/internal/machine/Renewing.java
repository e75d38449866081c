package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import org.jspecify.annotations.Nullable;

/** How far an account's plan has been renewed, and when something is due next. Guarded by its book's lock. */
final class Renewing {

    /** When the account was opened, or another plan took effect. */
    long planSince;

    /** The end of the last period whose allowance was granted. */
    long grantedThrough;

    /** The plan that comes next, null where it stays. */
    @Nullable
    PendingPlan pending;

    /** The first instant at which something is due: a period, or a grant that expires or takes effect. */
    long nextDue;

    void refresh(Plan plan, long grantsDue, Account account) {
        long due = Math.min(grantsDue, periodDue(plan, account));
        nextDue = pending == null ? due : Math.min(due, pending.from());
    }

    /**
     * Returns whether nothing happens when a period begins, so that periods that nobody noticed are not made up for.
     */
    boolean isIdle(Plan plan, Account account) {
        return plan.allowance().isAlwaysZero() && account.carriedDebt() == Long.MAX_VALUE;
    }

    /** Returns from when the next period is due, {@link LedgerTime#NEVER} where none is by itself. */
    long periodDue(Plan plan, Account account) {
        if (isIdle(plan, account) || (plan.renewal() != Renewal.AUTOMATIC && grantedThrough > planSince)) {
            return LedgerTime.NEVER;
        }
        return grantedThrough;
    }
}
