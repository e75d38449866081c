package io.reelbudget.rate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Time of one processor, exact: where a measurement or a prediction becomes a number that can be charged.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param micros millionths of a second, zero or more
 */
public record CpuTime(long micros) {

    private static final long MAX_SECONDS = 1_000_000_000L;

    public CpuTime {
        if (micros < 0) {
            throw new IllegalArgumentException(
                    "CPU time was " + micros + " microseconds but must be zero or more; check what measured it.");
        }
    }

    /**
     * Returns so many seconds, rounded up to a microsecond: a charge must never be short because of rounding.
     *
     * @param seconds zero to 10<sup>9</sup>
     */
    public static CpuTime ofSeconds(double seconds) {
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException("CPU time was " + seconds + " seconds but must be 0 to " + MAX_SECONDS
                    + "; check what measured or predicted it.");
        }
        return new CpuTime(BigDecimal.valueOf(seconds)
                .movePointRight(6)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
    }

    /** Returns this time in seconds, for display. */
    public double seconds() {
        return micros / 1e6;
    }
}
