package io.reelbudget.policy.sales;

import java.util.function.Function;

/**
 * The answer to one who wants to buy by a quote.
 *
 * <p>All answers are immutable and thread-safe.
 */
public sealed interface PurchaseResult {

    /** Returns what one of two functions makes of this answer. */
    <T> T fold(Function<Begun, T> begun, Function<Refused, T> refused);

    /** Why nothing was begun. */
    enum Reason {
        /** The account has no such quote: it was another's, fell out for newer ones, or never was. */
        UNKNOWN_QUOTE,
        /** Its validity is over. */
        QUOTE_EXPIRED,
        /** It was used before; a repetition changes nothing. */
        QUOTE_USED,
        /** There is no payment gateway. */
        NO_GATEWAY,
        /**
         * The account's tier is no longer the one that it was priced against, or a tier for that time is being paid.
         */
        TIER_CHANGED,
        /** Too many purchases of the account wait for their payments. */
        TOO_MANY_OPEN
    }

    /**
     * The purchase is recorded, and will be brought to an end whatever happens.
     *
     * @param purchase how far it is by now
     */
    record Begun(Purchase purchase) implements PurchaseResult {
        @Override
        public <T> T fold(Function<Begun, T> begun, Function<Refused, T> refused) {
            return begun.apply(this);
        }
    }

    /**
     * Nothing was begun.
     *
     * @param reason why
     * @param message what it was, and what to do
     */
    record Refused(Reason reason, String message) implements PurchaseResult {
        @Override
        public <T> T fold(Function<Begun, T> begun, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
