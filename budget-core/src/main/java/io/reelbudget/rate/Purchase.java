package io.reelbudget.rate;

/** How an instance is paid for. */
public enum Purchase {
    /** By the hour, without commitment. */
    ON_DEMAND,
    /** Ahead, for a term. */
    RESERVED,
    /** By the hour from what is left over; it may be taken back at any time. */
    SPOT
}
