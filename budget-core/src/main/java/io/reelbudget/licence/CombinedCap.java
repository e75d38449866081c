package io.reelbudget.licence;

import io.reelbudget.money.Amount;
import java.util.HashSet;
import java.util.List;

/**
 * The most that is owed for a period by several fees together, besides their own caps.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param fees the ids of the fees, at least two, each once
 * @param amount zero or more
 */
public record CombinedCap(List<String> fees, Amount amount) {
    public CombinedCap {
        fees = List.copyOf(fees);
        if (fees.size() < 2 || new HashSet<>(fees).size() != fees.size()) {
            throw new IllegalArgumentException("Combined cap was for " + fees
                    + " but must be for two fees at least, each named once; give one fee a cap of its own.");
        }
        if (amount.isNegative()) {
            throw new IllegalArgumentException(
                    "Combined cap was " + amount + " but must be zero or more; leave it out for none.");
        }
    }
}
