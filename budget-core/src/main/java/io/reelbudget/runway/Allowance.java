package io.reelbudget.runway;

import java.time.Duration;
import java.time.Instant;

/**
 * What a period's budget is: how much, and for how long.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param micros what is granted for a period, in millionths of the account's unit; zero or more
 * @param postedMicros what was posted since the period began, alike; grants beside the allowance may have paid for it
 * @param start when the period that runs began
 * @param length how long a period is, more than zero
 */
public record Allowance(long micros, long postedMicros, Instant start, Duration length) {

    public Allowance {
        if (micros < 0 || length.isZero() || length.isNegative()) {
            throw new IllegalArgumentException("Allowance was of " + micros + " micros for " + length
                    + " but must be of zero or more for more than no time; leave it out where there is none.");
        }
    }
}
