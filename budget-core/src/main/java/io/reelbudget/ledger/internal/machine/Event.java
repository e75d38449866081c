package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an account, with every number that applying it needs: applying is addition, so that a
 * later version with other rules still reads old events as they were meant.
 *
 * <p>Amounts are millionths of the account's unit, times microseconds since 1970.
 */
public sealed interface Event {

    /** Returns the account's number within its book. */
    int account();

    /**
     * Returns whether the accounts above feel it too. What holds and spends counts at every level, what is granted at
     * its own.
     */
    default boolean reachesAllLevels() {
        return false;
    }

    /** An account was opened. */
    record Opened(int account, AccountPath path, Plan plan) implements Event {}

    /**
     * An account has another plan.
     *
     * @param from from when it counts
     * @param renewedThrough the end of the last period that needs no allowance any more
     * @param awake from when on periods count of accounts below to which they mattered not before; {@link #NOTICED} for
     *     the time of the event
     */
    record PlanChanged(int account, Plan plan, long from, long renewedThrough, long awake) implements Event {}

    /** Stands for {@link PlanChanged#awake} in what the second version of the records wrote. */
    long NOTICED = -1;

    /** An account gets another plan when its next period begins. */
    record PlanScheduled(int account, Plan plan, long effective) implements Event {}

    /** Stands for {@link Granted#request} where an automatic top-up was granted at once. */
    long AT_ONCE = Long.MAX_VALUE;

    /**
     * An amount was granted.
     *
     * @param grant the grant's number; zero stands for that of this event's entry
     * @param request the number of the automatic top-up that it confirms, {@link #AT_ONCE} where it is one itself, zero
     *     where it is none
     * @param repaid how much of it paid off what the account owed
     */
    record Granted(int account, long grant, long request, GrantTerms terms, long repaid) implements Event {}

    /** A grant was announced, whose number is that of this event's entry. */
    record GrantScheduled(int account, GrantTerms terms) implements Event {}

    /**
     * A grant expired.
     *
     * @param amount what of it was lost
     * @param rolled what of it goes on as a grant with the number of this event's entry, zero for nothing
     * @param rolledExpiry when that expires
     */
    record GrantExpired(int account, long grant, long amount, long rolled, long rolledExpiry) implements Event {}

    /** A part of what was left of a grant, or all, was taken back. */
    record GrantVoided(int account, long grant, long amount, Voiding voiding, String reason) implements Event {

        /** Returns whether it was announced and had never counted. */
        public boolean scheduled() {
            return voiding == Voiding.ANNOUNCED;
        }
    }

    /** What is taken back of a grant. */
    enum Voiding {
        /** So much of what was left, perhaps all. */
        PART,
        /** A grant that was announced and had never counted. */
        ANNOUNCED,
        /** The grant: no refund brings back what it had paid. */
        WHOLE
    }

    /** Stands for {@link Held#overdraft} where a hold has none of its own. */
    long ACCOUNTS_OWN = -1;

    /**
     * A hold was placed.
     *
     * @param earmarks what of it rests on grants with a scope, at each level, the root first; empty where none does
     * @param overdraft how far it may take what is available below zero, {@link #ACCOUNTS_OWN} for as far as the
     *     accounts say
     */
    record Held(
            int account,
            IdempotencyKey hold,
            long amount,
            long leaseEnd,
            Labels labels,
            List<List<Earmark>> earmarks,
            long overdraft)
            implements Event {
        @Override
        public boolean reachesAllLevels() {
            return true;
        }
    }

    /**
     * A hold's amount or lease was changed.
     *
     * @param before what was held before, zero where the hold had expired
     * @param earmarks what of it rests on grants with a scope from now on, as in {@link Held}
     */
    record Changed(
            int account, IdempotencyKey hold, long before, long amount, long leaseEnd, List<List<Earmark>> earmarks)
            implements Event {
        @Override
        public boolean reachesAllLevels() {
            return true;
        }
    }

    /** Stands for {@link Captured#left} where a hold ends. */
    long ENDED = -1;

    /**
     * A job's cost, or that of a part of it, was posted.
     *
     * @param before what was held before, zero where the hold had expired
     * @param found whether the hold was open
     * @param left what stays held, zero or more; {@link #ENDED} where the hold ends
     * @param paidBy who paid at each level, the root first
     */
    record Captured(
            int account,
            IdempotencyKey hold,
            long before,
            Result.HoldState found,
            long amount,
            long left,
            Labels labels,
            List<List<Payment>> paidBy)
            implements Event {
        @Override
        public boolean reachesAllLevels() {
            return true;
        }

        /** Returns what is held no more: what was posted of it and what was given back. */
        public long taken() {
            return before - Math.max(0, left);
        }
    }

    /** A hold was given back; {@code before} is zero where it had expired. */
    record Released(int account, IdempotencyKey hold, long before, String reason) implements Event {
        @Override
        public boolean reachesAllLevels() {
            return true;
        }
    }

    /** A hold's lease ran out and its amount was given back. */
    record HoldExpired(int account, IdempotencyKey hold, long before) implements Event {
        @Override
        public boolean reachesAllLevels() {
            return true;
        }
    }

    /** Stands for {@link Refused#limit} where grants were in the way. */
    int NO_LIMIT = -1;

    /**
     * A hold, or an extension of one, was refused.
     *
     * @param hold the hold to be extended, null where a new one was asked for
     * @param level the number of the topmost account that was short
     * @param limit which of its plan's limits was in the way, from 0; {@link #NO_LIMIT} where grants were
     * @param inTheWay that limit, as it was then: the plan may change; null where grants were in the way
     */
    record Refused(
            int account,
            @Nullable IdempotencyKey hold,
            int level,
            int limit,
            @Nullable Limit inTheWay,
            long asked,
            long available,
            Labels labels)
            implements Event {}

    /**
     * Usage without a hold, or a correction upwards, was posted.
     *
     * @param corrects the number of the capture's entry that it corrects, zero for none
     * @param total what that is charged afterwards
     * @param amount zero where a correction changed nothing
     * @param at when it was used
     * @param paidBy who paid at each level, the root first
     */
    record Charged(
            int account,
            Charge cause,
            long corrects,
            long total,
            long amount,
            long at,
            Labels labels,
            String reason,
            List<List<Payment>> paidBy)
            implements Event {
        @Override
        public boolean reachesAllLevels() {
            return true;
        }
    }

    /**
     * A correction downwards was given back.
     *
     * @param corrects the number of the capture's entry that it corrects, zero for none
     * @param total what that is charged afterwards
     * @param at when that was posted
     * @param returns what became of it at each level, the root first
     */
    record Returned(
            int account,
            Charge cause,
            long corrects,
            long total,
            long amount,
            long at,
            Labels labels,
            String reason,
            List<GivenBack> returns)
            implements Event {
        @Override
        public boolean reachesAllLevels() {
            return true;
        }
    }

    /**
     * Debt was forgiven.
     *
     * @param at when it counts as granted: where a period begins that was noticed later, then
     * @param owed what of it was debt; the rest was spent without bounds. {@link #AS_MUCH_AS_THERE_WAS} where that was
     *     not recorded
     */
    record DebtForgiven(int account, long amount, long at, String reason, long owed) implements Event {

        /** Returns how much less is owed afterwards. */
        public long paidOff(long debt) {
            return owed == AS_MUCH_AS_THERE_WAS ? Math.min(debt, amount) : owed;
        }
    }

    /** Stands for {@link DebtForgiven#owed} in what the second version of the records wrote. */
    long AS_MUCH_AS_THERE_WAS = -1;

    /** An automatic top-up waits for its payment; its number is that of this event's entry. */
    record TopUpRequested(int account, long amount) implements Event {}

    /** An automatic top-up was given up. */
    record TopUpCancelled(int account, long request, String reason) implements Event {}

    /** A text was recorded. */
    record Noted(int account, String kind, String text) implements Event {}
}
