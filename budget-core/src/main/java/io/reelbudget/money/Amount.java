package io.reelbudget.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A whole number of millionths of a unit, exact.
 *
 * <p>This class is immutable and thread-safe. All arithmetic refuses to leave ±{@value #MAX_MICROS} millionths, so that
 * an amount can never wrap around. Write it as text in JSON, since readers there are exact only up to 2<sup>53</sup>.
 *
 * @param micros the amount in millionths of the unit, from -{@value #MAX_MICROS} to {@value #MAX_MICROS}
 * @param unit what is counted
 */
public record Amount(long micros, Unit unit) implements Comparable<Amount> {

    /**
     * The largest amount there is, in millionths: 2<sup>60</sup>, about a million million units. 10,000 cores that
     * count vCPU seconds need three years to get there.
     */
    public static final long MAX_MICROS = 1L << 60;

    /** Millionths in one unit. */
    public static final long MICROS_PER_UNIT = 1_000_000;

    private static final int SCALE = 6;
    private static final BigDecimal MOST = BigDecimal.valueOf(MAX_MICROS);
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,6})?");
    private static final int MOST_SHOWN = 60;

    public Amount {
        if (micros > MAX_MICROS || micros < -MAX_MICROS) {
            throw new ArithmeticException("Amount was " + micros + " millionths of " + unit + " but must be within ±"
                    + MAX_MICROS + "; split it, or count in a larger unit.");
        }
    }

    /** Returns the amount of so many millionths. */
    public static Amount ofMicros(long micros, Unit unit) {
        return new Amount(micros, unit);
    }

    /** Returns no amount at all of a unit. */
    public static Amount zero(Unit unit) {
        return new Amount(0, unit);
    }

    /**
     * Returns an amount read from decimal text such as {@code 12.50}.
     *
     * @param decimal a plain decimal number with at most six decimals: digits, before them a minus perhaps, and after a
     *     point at least one digit more; no exponent, no plus, no digits but 0 to 9
     * @throws IllegalArgumentException if the text is no such number, or out of range
     */
    public static Amount parse(String decimal, Unit unit) {
        if (!PLAIN.matcher(decimal).matches()) {
            throw new IllegalArgumentException("Amount was '" + shown(decimal)
                    + "' but must be a decimal number with at most six decimals; write it like '12.50'.");
        }
        try {
            return of(new BigDecimal(decimal), unit);
        } catch (ArithmeticException outOfRange) {
            throw new IllegalArgumentException(outOfRange.getMessage(), outOfRange);
        }
    }

    private static String shown(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }

    /**
     * Returns the amount of exactly so many units.
     *
     * @throws ArithmeticException if {@code units} has more than six decimals or is out of range
     */
    public static Amount of(BigDecimal units, Unit unit) {
        return of(units, unit, RoundingMode.UNNECESSARY);
    }

    /**
     * Returns the amount of so many units, rounded to a millionth.
     *
     * @throws ArithmeticException if the result is out of range, or if {@code rounding} is {@code UNNECESSARY} and
     *     rounding is needed
     */
    public static Amount of(BigDecimal units, Unit unit, RoundingMode rounding) {
        // A huge exponent would make setScale build a number of gigabytes before any range check could refuse it.
        if (units.signum() != 0 && (long) units.precision() - units.scale() > 13) {
            throw outOfRange(units, unit);
        }
        if (rounding == RoundingMode.UNNECESSARY && units.stripTrailingZeros().scale() > SCALE) {
            throw new ArithmeticException("Amount was " + units + " " + unit
                    + " but must have at most six decimals; say how it is to be rounded.");
        }
        BigDecimal micros = units.setScale(SCALE, rounding).movePointRight(SCALE);
        if (micros.abs().compareTo(MOST) > 0) {
            throw outOfRange(units, unit);
        }
        return new Amount(micros.longValueExact(), unit);
    }

    private static ArithmeticException outOfRange(BigDecimal units, Unit unit) {
        return new ArithmeticException("Amount was " + units + " " + unit + " but must be within ±" + MAX_MICROS
                + " millionths; split it, or count in a larger unit.");
    }

    /** Returns this and another amount together. */
    public Amount plus(Amount other) {
        return new Amount(Math.addExact(micros, requireSameUnit(other).micros), unit);
    }

    /** Returns this amount less another. */
    public Amount minus(Amount other) {
        return new Amount(Math.subtractExact(micros, requireSameUnit(other).micros), unit);
    }

    /** Returns this amount with its sign turned. */
    public Amount negated() {
        return new Amount(-micros, unit);
    }

    /** Returns the smaller of this and another amount. */
    public Amount min(Amount other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Returns the larger of this and another amount. */
    public Amount max(Amount other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns whether this is more than nothing. */
    public boolean isPositive() {
        return micros > 0;
    }

    /** Returns whether this is less than nothing. */
    public boolean isNegative() {
        return micros < 0;
    }

    /** Returns whether this is nothing. */
    public boolean isZero() {
        return micros == 0;
    }

    /** Returns whether this is more than another amount. */
    public boolean isGreaterThan(Amount other) {
        return compareTo(other) > 0;
    }

    /** Returns whether this is less than another amount. */
    public boolean isLessThan(Amount other) {
        return compareTo(other) < 0;
    }

    /** Returns this amount in units, exact. */
    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(micros, SCALE);
    }

    /** Returns this amount in units, as plain decimal text with two to six decimals, such as {@code 12.50}. */
    public String toDecimalString() {
        BigDecimal units = toBigDecimal().stripTrailingZeros();
        return units.setScale(Math.max(2, units.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /**
     * Compares by size.
     *
     * @throws UnitMismatchException if the other amount is in another unit
     */
    @Override
    public int compareTo(Amount other) {
        return Long.compare(micros, requireSameUnit(other).micros);
    }

    /** Returns the amount and its unit, such as {@code 12.50 USD}. */
    @Override
    public String toString() {
        return toDecimalString() + " " + unit;
    }

    /**
     * Returns the other amount if it is in the same unit as this one.
     *
     * @throws UnitMismatchException if it is in another unit
     */
    public Amount requireSameUnit(Amount other) {
        if (!unit.equals(other.unit)) {
            throw new UnitMismatchException(unit, other.unit);
        }
        return other;
    }
}
