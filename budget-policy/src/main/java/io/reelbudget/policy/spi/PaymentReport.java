package io.reelbudget.policy.spi;

import io.reelbudget.money.Amount;
import java.util.regex.Pattern;

/**
 * How a payment stands at its gateway: the answer to a call, or what a callback says.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param state how it stands
 * @param amount how much is authorised or was captured; what was asked for in other states
 * @param reference the gateway's own name for the payment, at most {@value #MAX_REFERENCE} characters of printable
 *     ASCII; may be empty
 * @param detail why it was declined, or what else people should know; at most {@value #MAX_DETAIL} characters are kept
 */
public record PaymentReport(State state, Amount amount, String reference, String detail) {

    /** How long a reference may be, in characters. */
    public static final int MAX_REFERENCE = 128;

    /** How much of a detail is kept, in characters. */
    public static final int MAX_DETAIL = 160;

    private static final Pattern REFERENCE = Pattern.compile("[\\x20-\\x7E]{0," + MAX_REFERENCE + "}");

    /** How a payment can stand. */
    public enum State {
        /** Nothing is decided yet: the payer is asked, or the bank takes its time. */
        PENDING,
        /** The money is set aside for us; nothing was taken. */
        AUTHORISED,
        /** The money is taken. */
        CAPTURED,
        /** Nothing was taken, and nothing will be. */
        DECLINED,
        /** What was set aside was let go: nothing was taken, and nothing will be. */
        VOIDED,
        /** The money was taken and given back, all of it. */
        REFUNDED
    }

    public PaymentReport {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException("Reference of a payment had " + reference.length()
                    + " characters but must be at most " + MAX_REFERENCE
                    + " of printable ASCII; use the gateway's own short name.");
        }
        if (amount.isNegative()) {
            throw new IllegalArgumentException("Amount of a payment was " + amount
                    + " but must be zero or more; say what is authorised or was captured.");
        }
    }

    /** Makes a report without a detail. */
    public PaymentReport(State state, Amount amount, String reference) {
        this(state, amount, reference, "");
    }

    /** Returns whether nothing was taken and nothing will be. */
    public boolean isWithoutMoney() {
        return state == State.DECLINED || state == State.VOIDED;
    }
}
