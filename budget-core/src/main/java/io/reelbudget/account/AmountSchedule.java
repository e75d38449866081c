package io.reelbudget.account;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * An amount for each period: the same one, one from a list, or one that grows by rule. Periods are counted from the one
 * in which the plan took effect, from 0.
 *
 * <p>All implementations are immutable and thread-safe.
 */
public sealed interface AmountSchedule {

    /** Returns the amount for a period, zero or more. */
    Amount at(long index);

    /** Returns what is counted. */
    default Unit unit() {
        return at(0).unit();
    }

    /** Returns whether the amount is zero in every period. */
    boolean isAlwaysZero();

    /** Returns the same amount for every period. */
    static AmountSchedule always(Amount amount) {
        return new Constant(amount);
    }

    /** Returns one amount after the other, the last for all periods that follow. */
    static AmountSchedule listed(List<Amount> amounts) {
        return new Listed(amounts);
    }

    /**
     * Returns an amount that changes by a share of itself with every period.
     *
     * @param permille growth a period in thousandths, −1,000 to 10,000
     * @param cap what it never exceeds, at least {@code first}
     */
    static AmountSchedule growing(Amount first, int permille, Amount cap) {
        return new Growing(first, permille, cap);
    }

    /** The same amount in every period. */
    record Constant(Amount amount) implements AmountSchedule {
        public Constant {
            requireNotNegative(amount);
        }

        @Override
        public Amount at(long index) {
            return amount;
        }

        @Override
        public boolean isAlwaysZero() {
            return amount.isZero();
        }
    }

    /**
     * An amount for each of the first periods; the last one stays.
     *
     * @param amounts 1 to {@value #MAX_AMOUNTS}, in one unit
     */
    record Listed(List<Amount> amounts) implements AmountSchedule {

        /** How many amounts there may be: a month each for twenty years. */
        public static final int MAX_AMOUNTS = 240;

        public Listed {
            amounts = List.copyOf(amounts);
            if (amounts.isEmpty() || amounts.size() > MAX_AMOUNTS) {
                throw new IllegalArgumentException("List had " + amounts.size() + " amounts but must have 1 to "
                        + MAX_AMOUNTS + "; the last is used for all periods that follow.");
            }
            Amount first = amounts.get(0);
            for (Amount amount : amounts) {
                requireNotNegative(first.requireSameUnit(amount));
            }
        }

        @Override
        public Amount at(long index) {
            return amounts.get((int) Math.max(0, Math.min(index, amounts.size() - 1)));
        }

        @Override
        public boolean isAlwaysZero() {
            return amounts.stream().allMatch(Amount::isZero);
        }
    }

    /**
     * An amount that grows by the same share of itself each period: first × (1 + permille / 1,000)<sup>index</sup>,
     * rounded down, and never more than the cap.
     */
    record Growing(Amount first, int permille, Amount cap) implements AmountSchedule {

        private static final int THOUSAND = 1_000;
        private static final int FRACTION = 192;
        private static final BigInteger ONE = BigInteger.ONE.shiftLeft(FRACTION);

        /** More than any amount is of the smallest: what grows beyond it is at its cap. */
        private static final BigInteger BEYOND = BigInteger.ONE.shiftLeft(FRACTION + Long.SIZE);

        private static final int MAX_PERMILLE = 10_000;

        /** More periods than any amount takes to reach its cap or zero at a growth of a thousandth would be slow. */
        private static final long MAX_INDEX = 5_000;

        public Growing {
            requireNotNegative(first);
            first.requireSameUnit(cap);
            if (cap.compareTo(first) < 0) {
                throw new IllegalArgumentException("Cap was " + cap + " but must be at least the first amount " + first
                        + "; raise it, or use a constant amount.");
            }
            if (permille < -THOUSAND || permille > MAX_PERMILLE) {
                throw new IllegalArgumentException("Growth was " + permille + " thousandths but must be -1000 to "
                        + MAX_PERMILLE + "; 50 is five per cent a period.");
            }
        }

        @Override
        public Amount at(long index) {
            int power = (int) Math.max(0, Math.min(index, MAX_INDEX));
            BigInteger least = times(power, RoundingMode.FLOOR);
            BigInteger most = times(power, RoundingMode.CEILING);
            BigInteger bound = BigInteger.valueOf(cap.micros());
            if (least.compareTo(bound) >= 0) {
                return cap;
            } else if (least.equals(most)) {
                return Amount.ofMicros(least.longValueExact(), first.unit());
            }
            BigInteger grown = BigInteger.valueOf(first.micros())
                    .multiply(BigInteger.valueOf(THOUSAND + (long) permille).pow(power))
                    .divide(BigInteger.valueOf(THOUSAND).pow(power));
            return grown.compareTo(BigInteger.valueOf(cap.micros())) >= 0
                    ? cap
                    : Amount.ofMicros(grown.longValueExact(), first.unit());
        }

        /**
         * Returns a bound of the amount after so many periods, rounded down to a whole millionth: the power by
         * squaring, with {@value #FRACTION} bits after the point, since the exact one has thousands.
         */
        private BigInteger times(int power, RoundingMode rounding) {
            BigInteger square = divided(
                    BigInteger.valueOf(THOUSAND + (long) permille).shiftLeft(FRACTION),
                    BigInteger.valueOf(THOUSAND),
                    rounding);
            BigInteger factor = ONE;
            for (int rest = power; rest > 0; rest >>= 1) {
                factor = (rest & 1) == 1
                        ? divided(factor.multiply(square), ONE, rounding).min(BEYOND)
                        : factor;
                square = divided(square.multiply(square), ONE, rounding).min(BEYOND);
            }
            return BigInteger.valueOf(first.micros()).multiply(factor).shiftRight(FRACTION);
        }

        private static BigInteger divided(BigInteger amount, BigInteger by, RoundingMode rounding) {
            BigInteger up = rounding == RoundingMode.CEILING ? by.subtract(BigInteger.ONE) : BigInteger.ZERO;
            return amount.add(up).divide(by);
        }

        @Override
        public boolean isAlwaysZero() {
            return first.isZero();
        }
    }

    private static void requireNotNegative(Amount amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException(
                    "Amount for a period was " + amount + " but must be zero or more; use zero for none.");
        }
    }
}
