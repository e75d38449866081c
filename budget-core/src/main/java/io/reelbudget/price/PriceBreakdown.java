package io.reelbudget.price;

import io.reelbudget.licence.LicenceCost;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.PriceLine;
import io.reelbudget.rate.TrueUp;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A price and what it is made of.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param tag by what it was priced
 * @param unit what the price is counted in
 * @param lines the parts, which add up to the total
 * @param licences what each licence fee has to do with the job, charged or not
 * @param readings by how much the charge moves counters, at most {@value #MAX_READINGS}
 * @param trueUps by how much the charge is corrected when a period is over; each for a counter that it moves
 */
public record PriceBreakdown(
        PriceTag tag,
        Unit unit,
        List<PriceLine> lines,
        List<LicenceCost> licences,
        List<MeterReading> readings,
        List<TrueUp> trueUps) {

    /** How many counters one charge may move: as many as fit into the labels of a ledger's entry. */
    public static final int MAX_READINGS = 12;

    public PriceBreakdown {
        lines = List.copyOf(lines);
        licences = List.copyOf(licences);
        readings = List.copyOf(readings);
        trueUps = List.copyOf(trueUps);
        if (readings.size() > MAX_READINGS) {
            throw new IllegalArgumentException("Price by '" + tag.version() + "' moved " + readings.size()
                    + " counters but must move at most " + MAX_READINGS
                    + "; split the catalogue, or drop fees that do not apply.");
        }
        Set<MeterKey> counters = readings.stream().map(MeterReading::key).collect(Collectors.toSet());
        for (TrueUp trueUp : trueUps) {
            if (!counters.contains(trueUp.counter())) {
                throw new IllegalArgumentException("Correction was by counter " + trueUp.counter()
                        + " but must be by one that the charge moves, of " + counters + "; add its reading.");
            }
        }
    }

    /** Makes a price that is final at once. */
    public PriceBreakdown(
            PriceTag tag, Unit unit, List<PriceLine> lines, List<LicenceCost> licences, List<MeterReading> readings) {
        this(tag, unit, lines, licences, readings, List.of());
    }

    /** Returns a price without counters, such as a host's own engine makes. */
    public static PriceBreakdown of(PriceTag tag, Unit unit, List<PriceLine> lines) {
        return new PriceBreakdown(tag, unit, lines, List.of(), List.of(), List.of());
    }

    /** Returns the version of the prices. */
    public String priceVersion() {
        return tag.version();
    }

    /**
     * Returns the sum of the lines, exact.
     *
     * @throws ArithmeticException if it is more than an {@link Amount} holds
     */
    public Amount total() {
        return sum(lines);
    }

    /** Returns the sum of the lines of one kind, exact. */
    public Amount total(PriceLine.Kind kind) {
        return sum(lines.stream().filter(line -> line.kind() == kind).toList());
    }

    private Amount sum(List<PriceLine> parts) {
        return parts.stream().map(PriceLine::amount).reduce(Amount.zero(unit), Amount::plus);
    }
}
