package io.reelbudget.rate;

import java.math.BigDecimal;

/**
 * A class of pictures by both their sides, and what it multiplies the price of a minute by.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name such as {@code HD}; not blank
 * @param shortSide how long the shorter side may be, in pixels, more than zero
 * @param longSide how long the longer side may be, at least {@code shortSide}
 * @param times the multiplier, zero or more
 */
public record SizeClass(String name, int shortSide, int longSide, BigDecimal times) {
    public SizeClass {
        if (name.isBlank() || shortSide < 1 || longSide < shortSide) {
            throw new IllegalArgumentException("Size class '" + name + "' was of " + shortSide + " and " + longSide
                    + " pixels but must have a name, a shorter side of at least 1 and a longer one of at least that;"
                    + " HD is 1080 and 1920.");
        }
        Factors.require("Multiplier of size class '" + name + "'", times);
    }

    /** Returns whether a picture is of this class or a smaller one. */
    boolean holds(int width, int height) {
        return Math.min(width, height) <= shortSide && Math.max(width, height) <= longSide;
    }
}
