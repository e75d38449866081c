package io.reelbudget.rate;

import java.time.Duration;

/**
 * How the length of an output becomes what is billed: at least the minimum, and rounded up to whole units.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param unit to what is rounded up: a microsecond to a day, in whole microseconds
 * @param minimum the least that is billed, zero to a day
 */
public record DurationRule(Duration unit, Duration minimum) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int NANOS_PER_MICRO = 1_000;

    /** To the microsecond, without a minimum. */
    public static final DurationRule EXACT = new DurationRule(Duration.ofNanos(1_000), Duration.ZERO);

    public DurationRule {
        if (unit.isNegative() || unit.isZero() || unit.compareTo(DAY) > 0 || unit.toNanos() % NANOS_PER_MICRO != 0) {
            throw new IllegalArgumentException("Rounding unit was " + unit
                    + " but must be a microsecond to a day in whole microseconds; a second is usual.");
        }
        if (minimum.isNegative() || minimum.compareTo(DAY) > 0) {
            throw new IllegalArgumentException(
                    "Minimum duration was " + minimum + " but must be zero to a day; use zero for none.");
        }
    }

    /**
     * Returns what is billed of so many microseconds.
     *
     * @throws ArithmeticException if that is more than a {@code long} holds
     */
    long billedMicros(long micros) {
        long unitMicros = unit.toNanos() / NANOS_PER_MICRO;
        long least = Math.max(micros, minimum.toNanos() / NANOS_PER_MICRO);
        return Math.multiplyExact(Math.floorDiv(Math.addExact(least, unitMicros - 1), unitMicros), unitMicros);
    }
}
