package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import java.util.Comparator;

/** A grant with something left. Guarded by its book's lock. */
public final class GrantState {

    /**
     * Priority, then soonest expiry, then promotional before paid, then oldest. All grants have the same priority until
     * plans and top-ups can name one.
     */
    static final Comparator<GrantState> BURN_DOWN = Comparator.comparingLong((GrantState grant) -> grant.expiry)
            .thenComparingInt(grant -> grant.kind == GrantKind.PAID ? 1 : 0)
            .thenComparingLong(grant -> grant.id);

    final long id;
    final GrantKind kind;
    final long amount;
    final long effective;
    final long expiry;
    final String origin;
    long remaining;

    GrantState(long id, Event.Granted granted) {
        this.id = id;
        this.kind = granted.kind();
        this.amount = granted.amount();
        this.effective = granted.effective();
        this.expiry = granted.expiry();
        this.origin = granted.origin();
        this.remaining = granted.amount() - granted.repaid();
    }

    /** Returns its number. */
    public long id() {
        return id;
    }

    /** Returns how much of it is left, in millionths. */
    public long remaining() {
        return remaining;
    }
}
