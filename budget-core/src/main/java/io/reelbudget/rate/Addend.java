package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import java.math.BigDecimal;

/**
 * What a feature adds to the price of each output, rather than multiplying it.
 *
 * <p>All addends are immutable and thread-safe.
 */
public sealed interface Addend {

    /** Returns the feature that it is for. */
    String feature();

    /**
     * A price for each minute of output, on a line of its own.
     *
     * @param perMinute zero or more
     */
    record PerMinute(String feature, Amount perMinute) implements Addend {
        public PerMinute {
            if (perMinute.isNegative()) {
                throw new IllegalArgumentException("Addend of feature '" + feature + "' was " + perMinute
                        + " but must be zero or more; use zero for free.");
            }
        }
    }

    /**
     * More normalized minutes, counted with the others.
     *
     * @param minutes how many for each minute of output, zero or more
     */
    record Minutes(String feature, BigDecimal minutes) implements Addend {
        public Minutes {
            Factors.require("Addend of feature '" + feature + "'", minutes);
        }
    }
}
