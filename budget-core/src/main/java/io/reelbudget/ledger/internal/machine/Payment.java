package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import org.jspecify.annotations.Nullable;

/**
 * What one grant paid of a capture.
 *
 * @param grant the grant's number; {@link GrantUse#OVERDRAFT} where none was left, {@link #FREE} where none was needed,
 *     {@link #UNNAMED} where it was not recorded
 * @param kind where the grant came from; null where there is none
 * @param amount how much it paid, in millionths, more than zero
 */
public record Payment(long grant, @Nullable GrantKind kind, long amount) {

    /** Stands in place of a grant for what an unlimited plan let be spent: nobody owes it. */
    public static final long FREE = -2;

    /** Stands in place of a grant that the second version of the records did not name. */
    public static final long UNNAMED = 0;

    /** Returns the number by which hosts see the grant. */
    public long shown() {
        return grant == FREE ? GrantUse.OVERDRAFT : grant;
    }

    Payment withAmount(long other) {
        return new Payment(grant, kind, other);
    }
}
