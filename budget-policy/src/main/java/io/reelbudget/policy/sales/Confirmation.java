package io.reelbudget.policy.sales;

import java.util.Optional;

/**
 * The answer to what was reported about a payment.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param status what became of the report
 * @param purchase how the purchase stands now; empty where there is none of that name
 * @param message what it was, and what to do, where it was refused; empty otherwise
 */
public record Confirmation(Status status, Optional<Purchase> purchase, String message) {

    /** What can become of a report. */
    public enum Status {
        /** It moved the purchase on. */
        APPLIED,
        /** It said nothing new: a duplicate, or older than what is known. */
        NOTHING_NEW,
        /** It was refused: it speaks of another amount or currency than the price. */
        OTHER_AMOUNT,
        /** It was refused: there is no such purchase. */
        UNKNOWN
    }
}
