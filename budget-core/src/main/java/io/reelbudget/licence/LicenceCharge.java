package io.reelbudget.licence;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.PriceLine;
import io.reelbudget.rate.TrueUp;
import java.util.List;

/**
 * What a catalogue says that a job costs.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param costs one for each fee that has to do with the job
 * @param lines what is charged of them; none for fees of which nothing is
 * @param readings by how much the job moves the licensee's counters
 * @param trueUps by how much the charge is corrected when a fee's period is over
 */
public record LicenceCharge(
        List<LicenceCost> costs, List<PriceLine> lines, List<MeterReading> readings, List<TrueUp> trueUps) {

    public LicenceCharge {
        costs = List.copyOf(costs);
        lines = List.copyOf(lines);
        readings = List.copyOf(readings);
        trueUps = List.copyOf(trueUps);
    }

    /** Returns the sum of the lines, exact. */
    public Amount total(Unit unit) {
        return lines.stream().map(PriceLine::amount).reduce(Amount.zero(unit), Amount::plus);
    }

    /** Returns nothing owed. */
    public static LicenceCharge none() {
        return new LicenceCharge(List.of(), List.of(), List.of(), List.of());
    }
}
