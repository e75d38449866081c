package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Where exact prices become whole millionths. There is one rule: towards plus infinity, so that a charge is never short
 * and a discount never long because of rounding; it adds less than a millionth each time.
 */
public final class Rounding {

    private Rounding() {}

    /**
     * Returns price × quantity ÷ parts, rounded up to a millionth.
     *
     * @param parts more than zero
     * @throws ArithmeticException if the result is more than an {@link Amount} holds
     */
    public static Amount up(Amount price, long quantity, long parts) {
        return up(BigInteger.valueOf(price.micros()).multiply(BigInteger.valueOf(quantity)), parts, price.unit());
    }

    /**
     * Returns an amount times a factor, rounded up to a millionth.
     *
     * @throws ArithmeticException if the result is more than an {@link Amount} holds
     */
    public static Amount up(Amount amount, BigDecimal factor) {
        return Amount.of(amount.toBigDecimal().multiply(factor), amount.unit(), RoundingMode.CEILING);
    }

    /**
     * Returns a quantity times a factor, rounded up to a whole part.
     *
     * @throws ArithmeticException if the result is more than a {@code long} holds
     */
    public static long up(long quantity, BigDecimal factor) {
        BigDecimal exact = BigDecimal.valueOf(quantity).multiply(factor).setScale(0, RoundingMode.CEILING);
        try {
            return exact.longValueExact();
        } catch (ArithmeticException tooLarge) {
            throw new ArithmeticException("Quantity was " + quantity + " times " + factor.toPlainString()
                    + " but must stay below 2^63 parts; check the multipliers of the prices.");
        }
    }

    static Amount up(BigInteger micros, long parts, Unit unit) {
        BigInteger[] whole = micros.divideAndRemainder(BigInteger.valueOf(parts));
        BigInteger rounded = whole[1].signum() > 0 ? whole[0].add(BigInteger.ONE) : whole[0];
        if (rounded.bitLength() >= Long.SIZE) {
            throw new ArithmeticException("Price was " + rounded + " millionths of " + unit + " but must be within ±"
                    + Amount.MAX_MICROS + "; check quantities and prices.");
        }
        return Amount.ofMicros(rounded.longValueExact(), unit);
    }
}
