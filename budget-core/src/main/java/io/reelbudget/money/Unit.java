package io.reelbudget.money;

import java.util.Currency;
import java.util.regex.Pattern;

/**
 * What an amount is counted in: a currency or a unit of compute.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param kind whether this is money or compute
 * @param code an ISO 4217 code such as {@code USD}, or a name of 1 to 24 letters, digits and dashes such as
 *     {@code vCPU-s}
 */
public record Unit(Kind kind, String code) {

    // Stands first: the units below are checked with it while this class is set up.
    private static final Pattern COMPUTE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,23}");

    /** US dollars. */
    public static final Unit USD = currency("USD");

    /** Seconds of one virtual processor's time. */
    public static final Unit VCPU_SECONDS = compute("vCPU-s");

    /** The two kinds of unit. */
    public enum Kind {
        /** Money in one currency. */
        CURRENCY,
        /** Compute, whose price is not stated. */
        COMPUTE
    }

    public Unit {
        if (kind == Kind.CURRENCY) {
            requireCurrency(code);
        } else if (!COMPUTE_NAME.matcher(code).matches()) {
            throw new IllegalArgumentException("Compute unit was '" + code
                    + "' but must be 1 to 24 letters, digits or dashes that begin with a letter; use a name such as"
                    + " 'vCPU-s'.");
        }
    }

    /**
     * Returns the unit for a currency.
     *
     * @param isoCode a code of ISO 4217, in capitals
     * @throws IllegalArgumentException if there is no such currency
     */
    public static Unit currency(String isoCode) {
        return new Unit(Kind.CURRENCY, isoCode);
    }

    /**
     * Returns the unit for a kind of compute.
     *
     * @param name 1 to 24 letters, digits and dashes, beginning with a letter
     * @throws IllegalArgumentException if the name has another form
     */
    public static Unit compute(String name) {
        return new Unit(Kind.COMPUTE, name);
    }

    /** Returns the code. */
    @Override
    public String toString() {
        return code;
    }

    private static void requireCurrency(String code) {
        try {
            Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "Currency was '" + code + "' but must be a code of ISO 4217; use one such as 'USD' or 'EUR'.",
                    unknown);
        }
    }
}
