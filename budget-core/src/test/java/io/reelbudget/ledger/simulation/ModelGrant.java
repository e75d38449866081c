package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.Labels;
import java.util.Comparator;

/** A grant of the model, whatever is left of it. */
final class ModelGrant {

    /** The order that the documentation promises: priority, then soonest expiry, then paid last, then oldest. */
    static final Comparator<ModelGrant> BURN_DOWN = Comparator.comparingInt((ModelGrant grant) -> grant.priority)
            .thenComparingLong(grant -> grant.expiry)
            .thenComparing(grant -> grant.kind == GrantKind.PAID)
            .thenComparingLong(grant -> grant.order);

    final GrantKind kind;
    final long effective;
    final long expiry;
    final int priority;
    final Labels scope;

    /** Rises with every grant that is made or announced. */
    final long order;

    long left;

    /** Whether it expired: nothing goes back to it. */
    boolean gone;

    /** Whether it was taken back for good: nothing that it paid comes back. */
    boolean voided;

    /** Its number in the real ledger, once that has said it. */
    long id;

    ModelGrant(GrantKind kind, long amount, long effective, long expiry, int priority, Labels scope, long order) {
        this.kind = kind;
        this.left = amount;
        this.effective = effective;
        this.expiry = expiry;
        this.priority = priority;
        this.scope = scope;
        this.order = order;
    }

    boolean isLive() {
        return left > 0 && !gone;
    }

    boolean isScoped() {
        return !scope.values().isEmpty();
    }

    /** Returns whether holds and captures with these labels may spend it. */
    boolean serves(Labels labels) {
        return labels.values().entrySet().containsAll(scope.values().entrySet());
    }

    String describe() {
        return kind + " " + left + (isScoped() ? " for " + scope.values() : "") + " until "
                + (expiry == ModelAccount.NEVER ? "ever" : expiry);
    }
}
