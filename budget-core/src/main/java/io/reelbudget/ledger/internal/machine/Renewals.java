package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Period;
import org.jspecify.annotations.Nullable;

/**
 * Says what time alone does to an account: grants expire, and each period of the plan begins with its allowance.
 *
 * <p>Periods are granted one by one in the order of time, also after a long downtime, so that the books show what each
 * was given and what of it was lost; only the running period's allowance is left to spend. After more than
 * {@value #MAX_MISSED} missed periods the oldest are left out: theirs would be granted and lost at once.
 *
 * <p>All methods are pure.
 */
public final class Renewals {

    /** The most missed periods that are made up for: a hundred years of months. */
    public static final int MAX_MISSED = 1_200;

    private Renewals() {}

    /** Returns whether anything is due on an account or above it. */
    public static boolean due(Account account, long now) {
        for (Account level : account.levels()) {
            if (level.nextDue <= now) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the next thing that is due on one account, null where it is up to date. Apply it and ask again.
     *
     * @throws ArithmeticException if the account's totals would leave the range of an amount
     */
    public static @Nullable Event next(Account account, long now) {
        if (account.nextDue > now) {
            return null;
        }
        for (GrantState grant : account.grants) {
            // At a period's edge the old allowance goes before the new one comes.
            if (grant.expiry == account.nextDue) {
                account.requireRoom(0, 0, 0, grant.remaining);
                return new Event.GrantExpired(account.number(), grant.id, grant.remaining);
            }
        }
        return allowance(account, now);
    }

    private static Event allowance(Account account, long now) {
        Period due = account.periodAt(account.allowanceDue);
        Period running = account.plan().periods().periodAt(LedgerTime.instant(now));
        long missed = running.ordinal() - due.ordinal();
        if (missed > MAX_MISSED) {
            due = account.plan().periods().period(running.ordinal() - MAX_MISSED);
        }
        // The first allowance counts from the opening, which may be in the middle of a period.
        long effective = Math.max(LedgerTime.micros(due.start()), account.allowanceDue);
        return Machine.allowance(account, effective, LedgerTime.micros(due.end()));
    }
}
