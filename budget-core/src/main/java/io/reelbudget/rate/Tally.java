package io.reelbudget.rate;

/**
 * What a counter has counted.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param quantity in the smallest parts of what is counted
 * @param accruedMicros what it cost before credits and caps, in millionths of the catalogue's unit
 */
public record Tally(long quantity, long accruedMicros) {

    /** Nothing yet. */
    public static final Tally NONE = new Tally(0, 0);

    /** Returns both together. */
    public Tally plus(Tally other) {
        return new Tally(Math.addExact(quantity, other.quantity), Math.addExact(accruedMicros, other.accruedMicros));
    }

    /** Returns this less another. */
    public Tally minus(Tally other) {
        return new Tally(
                Math.subtractExact(quantity, other.quantity), Math.subtractExact(accruedMicros, other.accruedMicros));
    }

    /** Returns whether nothing was counted. */
    public boolean isNone() {
        return equals(NONE);
    }
}
