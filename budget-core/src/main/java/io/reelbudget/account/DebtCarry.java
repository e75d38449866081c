package io.reelbudget.account;

import io.reelbudget.money.Amount;

/**
 * How much debt goes from one period to the next.
 *
 * <p>All implementations are immutable and thread-safe.
 */
public sealed interface DebtCarry {

    /** Returns the rule by which all debt is carried over. */
    static DebtCarry all() {
        return new All();
    }

    /** Returns the rule by which all debt is forgiven. */
    static DebtCarry none() {
        return new None();
    }

    /** Returns the rule by which debt is carried up to an amount. */
    static DebtCarry upTo(Amount cap) {
        return new UpTo(cap);
    }

    /** All of it. */
    record All() implements DebtCarry {}

    /** None of it: it is forgiven when the next period begins. */
    record None() implements DebtCarry {}

    /**
     * At most an amount, the rest is forgiven.
     *
     * @param cap zero or more
     */
    record UpTo(Amount cap) implements DebtCarry {
        public UpTo {
            if (cap.isNegative()) {
                throw new IllegalArgumentException(
                        "Carried debt was up to " + cap + " but must be zero or more; use DebtCarry.none() for none.");
            }
        }
    }
}
