package io.reelbudget.runway;

/**
 * Money that comes by itself whenever little remains.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param belowMicros it comes when less than this remains; zero or more, in millionths of the account's unit
 * @param micros how much comes each time, more than zero
 * @param times how often it may still come before the renewal, zero or more
 */
public record AutoTopUp(long belowMicros, long micros, int times) {

    public AutoTopUp {
        if (belowMicros < 0 || micros <= 0 || times < 0) {
            throw new IllegalArgumentException("Top-up was of " + micros + " micros below " + belowMicros + ", " + times
                    + " times, but must be of more than zero, below zero or more, zero or more times; leave it out"
                    + " where there is none.");
        }
    }

    /** Returns all that it may still bring, in millionths of the account's unit. */
    public double mostMicros() {
        return (double) micros * times;
    }
}
