package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.util.List;

/**
 * A price and what it is made of.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param priceVersion the version of the rate card
 * @param unit what the price is counted in
 * @param lines the parts, which add up to the total
 */
public record PriceBreakdown(String priceVersion, Unit unit, List<PriceLine> lines) {

    public PriceBreakdown {
        lines = List.copyOf(lines);
    }

    /** Returns the sum of the lines, exact. */
    public Amount total() {
        return lines.stream().map(PriceLine::amount).reduce(Amount.zero(unit), Amount::plus);
    }
}
