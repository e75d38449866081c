package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a rate card says that a job costs.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param unit what the prices are counted in
 * @param lines the parts, which add up to the total
 * @param readings by how much the charge moves counters
 */
public record CardCharge(Unit unit, List<PriceLine> lines, List<MeterReading> readings) {

    /**
     * What a job costs if its period reaches a tier in the end.
     *
     * @param upTo the last volume that still belongs to the tier, in the parts of what is counted; none for the last
     * @param total what the job costs then by the card
     */
    public record AtTier(OptionalLong upTo, Amount total) {}

    public CardCharge {
        lines = List.copyOf(lines);
        readings = List.copyOf(readings);
    }

    /** Returns the sum of the lines, exact. */
    public Amount total() {
        return lines.stream().map(PriceLine::amount).reduce(Amount.zero(unit), Amount::plus);
    }
}
