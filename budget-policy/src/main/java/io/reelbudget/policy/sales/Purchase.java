package io.reelbudget.policy.sales;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.PurchaseId;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a purchase is.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param quote by which it is bought
 * @param phase what is to be done next, or how it ended
 * @param begun when it was begun
 * @param deadline when a payment that is not taken by then is given up
 * @param reference the gateway's name for the payment; empty until it said one
 * @param taken what the gateway says it took; empty until it took something
 * @param detail what was last said about it, for people; may be empty
 */
public record Purchase(
        Quote quote,
        Phase phase,
        Instant begun,
        Instant deadline,
        String reference,
        Optional<Amount> taken,
        String detail) {

    /** What is to be done next, or how it ended. */
    public enum Phase {
        /** The money is to be set aside. */
        AUTHORISING,
        /** The money is to be taken. */
        CAPTURING,
        /** The money is taken; what was bought is to be granted. */
        GRANTING,
        /** Nothing more is to be bought; what was set aside is to be let go. */
        VOIDING,
        /** Money was taken for which nothing is granted; it is to be given back. */
        REFUNDING,
        /** The money is taken, and what was bought is granted. */
        COMPLETED,
        /** The payment was declined: nothing is taken, and nothing granted. */
        DECLINED,
        /** The purchase was given up: nothing is taken, and nothing granted. */
        VOIDED,
        /** The money was taken and given back; nothing is granted. */
        REFUNDED;

        /** Returns whether there is nothing more to do. */
        public boolean isEnd() {
            return this == COMPLETED || this == DECLINED || this == VOIDED || this == REFUNDED;
        }

        /** Returns whether a payment is waited for, which a deadline ends. */
        public boolean isWaiting() {
            return this == AUTHORISING || this == CAPTURING;
        }
    }

    /** Returns a purchase that has just begun. */
    public static Purchase begin(Quote quote, Instant now, Instant deadline) {
        return new Purchase(quote, Phase.AUTHORISING, now, deadline, "", Optional.empty(), "");
    }

    /** Returns its name. */
    public PurchaseId id() {
        return quote.id();
    }

    /** Returns who buys. */
    public AccountPath account() {
        return quote.account();
    }

    /** Returns whether there is nothing more to do. */
    public boolean isEnded() {
        return phase.isEnd();
    }

    Purchase to(Phase next, String why) {
        return new Purchase(quote, next, begun, deadline, reference, taken, why);
    }

    Purchase taking(Amount amount) {
        return new Purchase(quote, phase, begun, deadline, reference, Optional.of(amount), detail);
    }

    Purchase calledAs(String name) {
        return name.isEmpty() ? this : new Purchase(quote, phase, begun, deadline, name, taken, detail);
    }
}
