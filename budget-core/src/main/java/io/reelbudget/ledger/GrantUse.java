package io.reelbudget.ledger;

import io.reelbudget.money.Amount;

/**
 * What one grant paid of a capture.
 *
 * @param grantId the grant's number, see {@link Grant#id}; {@value #OVERDRAFT} where no grant was left to pay
 * @param kind where that grant came from, in words; {@code overdraft} where none was left
 * @param amount how much of the capture it paid
 */
public record GrantUse(long grantId, String kind, Amount amount) {

    /** Stands in place of a grant for what was spent beyond all grants. */
    public static final long OVERDRAFT = -1;
}
