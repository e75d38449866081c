package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;

/**
 * A grant that is made of what is given back.
 *
 * @param amount in millionths, zero for none
 * @param expiry {@link LedgerTime#NEVER} where it does not expire
 * @param scope only holds and captures with all these labels may spend it
 */
public record Reissue(GrantKind kind, long amount, long expiry, int priority, Labels scope) {

    /** Nothing is made. */
    public static final Reissue NONE = withoutScope(0, LedgerTime.NEVER);

    /** Returns one that everybody may spend. */
    public static Reissue withoutScope(long amount, long expiry) {
        return new Reissue(GrantKind.ADJUSTMENT, amount, expiry, GrantOffer.DEFAULT_PRIORITY, Labels.none());
    }

    Reissue withAmount(long other) {
        return new Reissue(kind, other, expiry, priority, scope);
    }
}
