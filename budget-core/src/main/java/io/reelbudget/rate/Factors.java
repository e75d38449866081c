package io.reelbudget.rate;

import java.math.BigDecimal;

/** Refuses multipliers that no price has, naming the field. */
final class Factors {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int MAX_DECIMALS = 6;

    private Factors() {}

    static void require(String field, BigDecimal factor) {
        if (factor.signum() < 0
                || factor.compareTo(MOST) > 0
                || factor.stripTrailingZeros().scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException(field + " was " + factor + " but must be zero to " + MOST
                    + " with at most " + MAX_DECIMALS + " decimals; use 1 for no change.");
        }
    }

    static void requireShare(String field, BigDecimal share) {
        require(field, share);
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    field + " was " + share + " but must be 0 to 1; 0.1 takes off ten per cent.");
        }
    }
}
