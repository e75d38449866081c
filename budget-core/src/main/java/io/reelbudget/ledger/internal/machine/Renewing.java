package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import org.jspecify.annotations.Nullable;

/**
 * An account as far as it is renewed: how far its plan has been, and when something is due next. Guarded by its book's
 * lock.
 *
 * <p>It is the account itself, as {@link AccountTotals} is: what every command reads must lie side by side.
 */
abstract class Renewing {

    /** When the account was opened, or another plan took effect. */
    long planSince;

    /** The end of the last period whose allowance was granted. */
    long grantedThrough;

    /** The first instant at which something is due: a period, or a grant that expires or takes effect. */
    long nextDue;

    /** The plan that comes next, null where it stays. */
    @Nullable
    PendingPlan pending;

    abstract Plan plan();

    /** Returns how much debt goes into the next period. */
    abstract long carriedDebt();

    /** Returns the first instant at which a grant expires or takes effect. */
    abstract long grantsDue();

    void refreshNextDue() {
        long due = Math.min(grantsDue(), periodDue());
        nextDue = pending == null ? due : Math.min(due, pending.from());
    }

    /**
     * Returns whether nothing happens when a period begins, so that periods that nobody noticed are not made up for.
     */
    boolean isIdle() {
        return plan().allowance().isAlwaysZero() && carriedDebt() == Long.MAX_VALUE;
    }

    /** Returns from when the next period is due, {@link LedgerTime#NEVER} where none is by itself. */
    private long periodDue() {
        if (isIdle() || (plan().renewal() != Renewal.AUTOMATIC && grantedThrough > planSince)) {
            return LedgerTime.NEVER;
        }
        return grantedThrough;
    }
}
