package io.reelbudget.rate;

import io.reelbudget.money.Amount;

/**
 * One part of a price.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param kind what sort of part it is
 * @param name what it is for, such as {@code compute} or {@code licence avc-2026}
 * @param amount how much; negative for what is taken off
 * @param priceVersion the version of the rate card or licence catalogue that it comes from
 */
public record PriceLine(Kind kind, String name, Amount amount, String priceVersion) {

    /** The sorts of parts, in the order in which a breakdown has them. */
    public enum Kind {
        /** Processor time. */
        COMPUTE,
        /** Normalized minutes of output. */
        MINUTES,
        /** A feature that is paid for by itself. */
        ADDEND,
        /** What the service level multiplies to, beyond the plain price. */
        SERVICE,
        /** Tracks of sound. */
        AUDIO,
        /** Packaging of outputs. */
        PACKAGING,
        /** Keeping of outputs. */
        STORAGE,
        /** What the customer's tier takes off. */
        DISCOUNT,
        /** What is missing to the least charge. */
        MINIMUM,
        /** Licence fees. */
        LICENCE
    }
}
