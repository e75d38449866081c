package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.Labels;

/**
 * What a grant is, whatever is left of it.
 *
 * @param expiry {@link LedgerTime#NEVER} where it does not expire
 * @param scope only holds and captures with all these labels may spend it
 * @param origin a top-up's reason, empty for allowances
 */
public record GrantTerms(
        GrantKind kind, long amount, long effective, long expiry, int priority, Labels scope, String origin) {}
