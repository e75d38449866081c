package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.Labels;

/**
 * What a grant is, whatever is left of it.
 *
 * @param expiry {@link LedgerTime#NEVER} where it does not expire
 * @param scope only holds and captures with all these labels may spend it
 * @param origin a top-up's reason; of an allowance, why it is less than the plan says, empty where it is not
 */
public record GrantTerms(
        GrantKind kind, long amount, long effective, long expiry, int priority, Labels scope, String origin) {

    /** Returns the same of another amount. */
    GrantTerms withAmount(long other) {
        return new GrantTerms(kind, other, effective, expiry, priority, scope, origin);
    }
}
