package io.reelbudget.policy.sales;

import java.math.BigDecimal;

/**
 * What a price is multiplied by. Factors are put together with {@link #and} and kept in bounds with {@link #within}.
 *
 * <p>Implementations must be immutable and thread-safe.
 */
@FunctionalInterface
public interface PriceFactor {

    /** Returns the factor, more than zero. */
    BigDecimal of(PriceQuestion question);

    /** Returns the product of this and another factor. */
    default PriceFactor and(PriceFactor other) {
        return question -> of(question).multiply(other.of(question));
    }

    /**
     * Returns this factor, no less than one bound and no more than another.
     *
     * @param least more than zero
     * @param most no less than {@code least}
     */
    default PriceFactor within(BigDecimal least, BigDecimal most) {
        if (least.signum() <= 0 || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("Bounds of a factor were " + least + " to " + most
                    + " but must be more than zero and in rising order; swap them.");
        }
        return question -> of(question).max(least).min(most);
    }

    /** Returns what busy machines multiply prices by at the time of the question. */
    static PriceFactor surge() {
        return PriceQuestion::surge;
    }
}
