package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;

/** A hold that is open, or that expired and may still be captured. Guarded by its book's lock. */
public final class HoldState {

    final Account account;
    final IdempotencyKey key;
    final long placed;
    final Labels labels;
    long amount;
    long leaseEnd;

    HoldState(Account account, IdempotencyKey key, long amount, long placed, long leaseEnd, Labels labels) {
        this.account = account;
        this.key = key;
        this.amount = amount;
        this.placed = placed;
        this.leaseEnd = leaseEnd;
        this.labels = labels;
    }

    boolean isOpen() {
        return amount > 0;
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
}
