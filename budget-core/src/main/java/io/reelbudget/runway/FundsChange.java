package io.reelbudget.runway;

import java.time.Instant;

/**
 * A change of what remains that is known before it happens: a grant that starts or expires before the renewal.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param kind whether it adds or takes
 * @param at when
 * @param micros how much the grant adds when it starts, or what is left of it now where it expires; in millionths of
 *     the account's unit, more than zero
 */
public record FundsChange(Kind kind, Instant at, long micros) {

    /** Which way what remains changes. */
    public enum Kind {
        /** A grant becomes effective: what remains rises. */
        GRANT_STARTS,
        /** A grant ends: what is unspent of it is lost. It is spent first until then. */
        GRANT_EXPIRES
    }

    public FundsChange {
        if (micros <= 0) {
            throw new IllegalArgumentException("Change was of " + micros
                    + " micros but must be of more than zero; the kind says whether it adds or takes.");
        }
    }
}
