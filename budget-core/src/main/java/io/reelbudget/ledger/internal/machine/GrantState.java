package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import java.util.Comparator;

/** A grant and what is left of it. Guarded by its book's lock. */
public final class GrantState {

    private static final Shared<GrantTerms> TERMS = new Shared<>(1_024);

    /** Lowest priority number, then soonest expiry, then all others before paid, then oldest. */
    static final Comparator<GrantState> BURN_DOWN = Comparator.comparingInt(
                    (GrantState grant) -> grant.terms.priority())
            .thenComparingLong(grant -> grant.terms.expiry())
            .thenComparingInt(grant -> grant.terms.kind() == GrantKind.PAID ? 1 : 0)
            .thenComparingLong(grant -> grant.id);

    final long id;
    final GrantTerms terms;
    long remaining;

    /** How much of what is left open holds count on; always zero for grants without a scope. */
    long earmarked;

    /** Whether it was taken back for good: no refund brings back what it paid. */
    boolean voided;

    GrantState(long id, GrantTerms terms, long remaining) {
        this.id = id;
        this.terms = TERMS.of(terms);
        this.remaining = remaining;
    }

    /** Returns its number. */
    public long id() {
        return id;
    }

    /** Returns what it is. */
    public GrantTerms terms() {
        return terms;
    }

    /** Returns how much of it is left, in millionths. */
    public long remaining() {
        return remaining;
    }

    boolean isScoped() {
        return !terms.scope().values().isEmpty();
    }

    /** Returns what no hold counts on. */
    long free() {
        return Math.max(0, remaining - earmarked);
    }
}
