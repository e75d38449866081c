package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold that is open, or that expired and may still be captured. Guarded by its book's lock. */
public final class HoldState {

    final Account account;
    final IdempotencyKey key;
    final long placed;
    final Labels labels;
    long amount;
    long leaseEnd;
    boolean open = true;

    /** The list that it is in, and those before and after it there; null where there is none. */
    @Nullable
    HoldList list;

    @Nullable
    HoldState previous;

    @Nullable
    HoldState next;

    /** When it was opened or last raised: limits count it in the window of this time. */
    long counted;

    /** What of it rests on grants with a scope, at each level; empty where nothing does. */
    List<List<Earmark>> earmarks;

    HoldState(
            Account account,
            IdempotencyKey key,
            long amount,
            long placed,
            long leaseEnd,
            Labels labels,
            List<List<Earmark>> earmarks) {
        this.account = account;
        this.key = key;
        this.amount = amount;
        this.placed = placed;
        this.counted = placed;
        this.leaseEnd = leaseEnd;
        this.labels = labels;
        this.earmarks = earmarks;
    }

    /**
     * Returns whether it is neither captured, released nor expired; captured in part it may hold nothing and be open.
     */
    public boolean isOpen() {
        return open;
    }

    /** Returns the account that it was placed on. */
    public Account account() {
        return account;
    }

    /** Returns the key of the command that placed it. */
    public IdempotencyKey key() {
        return key;
    }

    /** Returns how much it holds, in millionths; zero once it expired. */
    public long amount() {
        return amount;
    }

    /** Returns what of it rests on grants with a scope at a level. */
    List<Earmark> earmarksAt(int level) {
        return earmarks.isEmpty() ? List.of() : earmarks.get(level);
    }
}
