package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import java.util.Map;
import java.util.Optional;

/**
 * Prices of what comes beside the picture. Where a sort has no prices at all, it is part of the others.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param audioPerMinute a minute of a track, by its sort; zero or more
 * @param packagingPerMinute a minute of each output packaged, by format; zero or more
 * @param storagePerGigabyteMonth 10<sup>9</sup> bytes kept for 30 days; zero or more
 */
public record ExtraRates(
        Map<String, Amount> audioPerMinute,
        Map<String, Amount> packagingPerMinute,
        Optional<Amount> storagePerGigabyteMonth) {

    /** No prices. */
    public static final ExtraRates NONE = new ExtraRates(Map.of(), Map.of(), Optional.empty());

    public ExtraRates {
        audioPerMinute = Map.copyOf(audioPerMinute);
        packagingPerMinute = Map.copyOf(packagingPerMinute);
        audioPerMinute.forEach((sort, price) -> requireNotNegative("a minute of audio '" + sort + "'", price));
        packagingPerMinute.forEach(
                (format, price) -> requireNotNegative("a minute packaged as '" + format + "'", price));
        storagePerGigabyteMonth.ifPresent(price -> requireNotNegative("a gigabyte-month", price));
    }

    private static void requireNotNegative(String what, Amount price) {
        if (price.isNegative()) {
            throw new IllegalArgumentException(
                    "Price of " + what + " was " + price + " but must be zero or more; use zero for free.");
        }
    }
}
