package io.reelbudget.licence;

import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.PriceLine;
import java.util.List;

/**
 * What a catalogue says that a job costs.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param costs one for each fee that has to do with the job
 * @param lines what is charged of them; none for fees of which nothing is
 * @param readings by how much the job moves the licensee's counters
 */
public record LicenceCharge(List<LicenceCost> costs, List<PriceLine> lines, List<MeterReading> readings) {

    public LicenceCharge {
        costs = List.copyOf(costs);
        lines = List.copyOf(lines);
        readings = List.copyOf(readings);
    }

    /** Returns nothing owed. */
    public static LicenceCharge none() {
        return new LicenceCharge(List.of(), List.of(), List.of());
    }
}
