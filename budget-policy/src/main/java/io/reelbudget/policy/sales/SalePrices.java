package io.reelbudget.policy.sales;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of what is sold, and at which price.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param version the version's name, which stands in each quote; 1 to {@value #MAX_VERSION} characters
 * @param effectiveFrom from when it counts
 * @param sells what is sold: the unit of the plans of those who buy
 * @param function what some units cost
 * @param surge how the surge that the function multiplies by follows from utilisation; empty where it does not
 * @param validity how long a quote locks its price, a second to a year
 */
public record SalePrices(
        String version,
        Instant effectiveFrom,
        Unit sells,
        PriceFunction function,
        Optional<Surge> surge,
        Duration validity) {

    /** How long a version's name may be. */
    public static final int MAX_VERSION = 64;

    private static final Duration LONGEST = Duration.ofDays(366);

    public SalePrices {
        requireVersion(version);
        requireValidity(validity);
    }

    /** Returns how long quotes lock their prices, or refuses what is out of its range. */
    public static Duration requireValidity(Duration validity) {
        if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Validity of quotes was " + validity + " but must be a second to 366 days; 15 minutes are usual.");
        }
        return validity;
    }

    /** Refuses a version's name that a quote could not bear. */
    public static void requireVersion(String version) {
        if (version.isBlank() || version.length() > MAX_VERSION) {
            throw new IllegalArgumentException(
                    "Price version had " + version.length() + " characters but must have 1 to " + MAX_VERSION
                            + " and not be blank; use one such as '2026-11'.");
        }
    }

    /**
     * Returns what some units cost: rounded up, once, to the currency's smallest coin.
     *
     * @throws io.reelbudget.money.UnitMismatchException if the units are of another kind than those sold
     * @throws ArithmeticException if the price is more than an {@link Amount} holds
     */
    public Amount price(PriceQuestion question) {
        Amount.zero(sells).requireSameUnit(question.units());
        Amount price = function.price(question).payable();
        if (!price.isPositive()) {
            throw new IllegalStateException("Price of " + question.units() + " was " + price
                    + " but must be more than zero; grant what is free as a promotional top-up.");
        }
        return price;
    }
}
