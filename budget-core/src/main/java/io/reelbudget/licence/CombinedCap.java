package io.reelbudget.licence;

import io.reelbudget.money.Amount;
import java.util.HashSet;
import java.util.List;

/**
 * What several fees of a period come to together, besides their own credits and caps.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param fees the ids of the fees, at least two, each once
 * @param creditPerPeriod what is waived of all together, taken off the first fees first; zero or more
 * @param amount the most that is owed for all together after that; what is beyond it is taken off the last fees first;
 *     zero or more
 */
public record CombinedCap(List<String> fees, Amount creditPerPeriod, Amount amount) {
    public CombinedCap {
        fees = List.copyOf(fees);
        if (fees.size() < 2 || new HashSet<>(fees).size() != fees.size()) {
            throw new IllegalArgumentException("Combined cap was for " + fees
                    + " but must be for two fees at least, each named once; give one fee a cap of its own.");
        }
        if (creditPerPeriod.isNegative() || amount.isNegative()) {
            throw new IllegalArgumentException("Combined cap was " + amount + " after a credit of " + creditPerPeriod
                    + " but both must be zero or more; use zero for no credit.");
        }
        amount.requireSameUnit(creditPerPeriod);
    }
}
