package io.reelbudget.rate;

import java.math.BigDecimal;

/**
 * A class of frame rates, and what it multiplies the price of a minute by.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param upTo the highest rate that belongs to it, in frames per second, more than zero
 * @param times the multiplier, zero or more
 */
public record FrameRateClass(BigDecimal upTo, BigDecimal times) {
    public FrameRateClass {
        if (upTo.signum() <= 0) {
            throw new IllegalArgumentException("Frame rate class went up to " + upTo
                    + " frames per second but must go up to more than zero; 30, 60 and 120 are usual.");
        }
        Factors.require("Multiplier of frame rates up to " + upTo, times);
    }
}
