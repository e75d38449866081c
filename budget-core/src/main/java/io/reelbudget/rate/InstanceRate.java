package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import java.util.List;
import java.util.Map;

/**
 * What a type of instance costs. A job pays for the share of the instance that its processor time is.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param type its name, such as {@code c5.large}; not blank
 * @param processors how many processors it has, 1 to 4,096
 * @param perHour what an hour of the whole instance costs by purchase option; at least one, zero or more
 */
public record InstanceRate(String type, int processors, Map<Purchase, Amount> perHour) {

    private static final int MAX_PROCESSORS = 4_096;

    public InstanceRate {
        if (type.isBlank()) {
            throw new IllegalArgumentException(
                    "Instance type was blank but must have a name; use one such as 'c5.large'.");
        }
        if (processors < 1 || processors > MAX_PROCESSORS) {
            throw new IllegalArgumentException("Processors of instance '" + type + "' were " + processors
                    + " but must be 1 to " + MAX_PROCESSORS + "; count virtual processors.");
        }
        perHour = Map.copyOf(perHour);
        if (perHour.isEmpty()) {
            throw new IllegalArgumentException("Instance '" + type
                    + "' had no price but must have one at least; give it a price for ON_DEMAND, RESERVED or SPOT.");
        }
        perHour.forEach((purchase, price) -> {
            if (price.isNegative()) {
                throw new IllegalArgumentException("Price of an hour of '" + type + "' " + purchase + " was " + price
                        + " but must be zero or more; use zero for free.");
            }
        });
    }

    /** Returns the purchase options that have a price, in their order. */
    List<Purchase> options() {
        return perHour.keySet().stream().sorted().toList();
    }
}
