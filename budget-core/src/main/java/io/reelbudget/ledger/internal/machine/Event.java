package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
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
     * Returns whether the accounts above feel it too. Holds and captures count at every level, grants and notes at
     * their own.
     */
    default boolean reachesAllLevels() {
        return this instanceof Held
                || this instanceof Changed
                || this instanceof Captured
                || this instanceof Released
                || this instanceof HoldExpired;
    }

    /** An account was opened. */
    record Opened(int account, AccountPath path, Plan plan) implements Event {}

    /**
     * An amount was granted.
     *
     * @param repaid how much of it paid off what the account owed
     * @param expiry {@link LedgerTime#NEVER} where it does not expire
     * @param origin a top-up's reason, empty for allowances
     */
    record Granted(int account, GrantKind kind, long amount, long repaid, long effective, long expiry, String origin)
            implements Event {}

    /** What was left of a grant was lost. */
    record GrantExpired(int account, long grant, long amount) implements Event {}

    /** A hold was placed. */
    record Held(int account, IdempotencyKey hold, long amount, long leaseEnd, Labels labels) implements Event {}

    /**
     * A hold's amount or lease was changed.
     *
     * @param before what was held before, zero where the hold had expired
     */
    record Changed(int account, IdempotencyKey hold, long before, long amount, long leaseEnd) implements Event {}

    /**
     * A job's cost was posted and its hold ended.
     *
     * @param before what was held before, zero where the hold had expired
     * @param paidBy who paid at each level, the root first
     */
    record Captured(
            int account, IdempotencyKey hold, long before, long amount, Labels labels, List<List<Payment>> paidBy)
            implements Event {
        public Captured {
            paidBy = List.copyOf(paidBy);
        }
    }

    /** A hold was given back; {@code before} is zero where it had expired. */
    record Released(int account, IdempotencyKey hold, long before, String reason) implements Event {}

    /** A hold's lease ran out and its amount was given back. */
    record HoldExpired(int account, IdempotencyKey hold, long before) implements Event {}

    /**
     * A hold, or an extension of one, was refused.
     *
     * @param hold the hold to be extended, null where a new one was asked for
     * @param level the number of the topmost account that was short
     */
    record Refused(int account, @Nullable IdempotencyKey hold, int level, long asked, long available, Labels labels)
            implements Event {}

    /** A text was recorded. */
    record Noted(int account, String kind, String text) implements Event {}
}
