package io.reelbudget.policy.sales;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/**
 * A price before it is rounded: a fraction of millionths of a currency, exact whatever it is multiplied by.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param numerator zero or more
 * @param denominator more than zero
 * @param currency in which money
 */
public record ExactPrice(BigInteger numerator, BigInteger denominator, Unit currency) {

    public ExactPrice {
        if (numerator.signum() < 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException("Price was " + numerator + "/" + denominator
                    + " but must be zero or more; check the function that made it.");
        }
        if (currency.kind() != Unit.Kind.CURRENCY) {
            throw new IllegalArgumentException(
                    "Price was in '" + currency + "' but must be in money; use a currency such as 'USD'.");
        }
    }

    /** Returns an amount of money as a price. */
    public static ExactPrice of(Amount amount) {
        return new ExactPrice(BigInteger.valueOf(amount.micros()), BigInteger.ONE, amount.unit());
    }

    /** Returns a share of this price, part over whole. */
    public ExactPrice share(long part, long whole) {
        return new ExactPrice(
                numerator.multiply(BigInteger.valueOf(part)),
                denominator.multiply(BigInteger.valueOf(whole)),
                currency);
    }

    /** Returns this price times a factor of zero or more. */
    public ExactPrice times(BigDecimal factor) {
        BigInteger top = numerator.multiply(factor.unscaledValue());
        return factor.scale() >= 0
                ? new ExactPrice(top, denominator.multiply(BigInteger.TEN.pow(factor.scale())), currency)
                : new ExactPrice(top.multiply(BigInteger.TEN.pow(-factor.scale())), denominator, currency);
    }

    /**
     * Returns the least payable amount that is not less: a whole number of the currency's smallest coin (cents of USD,
     * whole JPY). Rounded once and always up, so that no price that is more than zero becomes zero.
     *
     * @throws ArithmeticException if it is more than an {@link Amount} holds
     */
    public Amount payable() {
        BigInteger coin = BigInteger.valueOf(microsOfCoin(currency));
        BigInteger[] coins = numerator.divideAndRemainder(denominator.multiply(coin));
        BigInteger up = coins[1].signum() == 0 ? coins[0] : coins[0].add(BigInteger.ONE);
        return Amount.ofMicros(up.multiply(coin).longValueExact(), currency);
    }

    /** Returns how many millionths the smallest coin of a currency has. */
    static long microsOfCoin(Unit currency) {
        int decimals = Currency.getInstance(currency.code()).getDefaultFractionDigits();
        return decimals < 0 ? 1 : BigInteger.TEN.pow(Math.max(0, 6 - decimals)).longValueExact();
    }
}
