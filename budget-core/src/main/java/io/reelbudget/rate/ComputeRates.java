package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prices of processor time, by type of instance and purchase option.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param instances at least one, each type once; the first is meant where an account names none
 * @param purchase the option that is meant where an account names none; the first instance must have it
 */
public record ComputeRates(List<InstanceRate> instances, Purchase purchase) {

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    public ComputeRates {
        instances = List.copyOf(instances);
        if (instances.isEmpty()) {
            throw new IllegalArgumentException(
                    "There was no instance type but there must be one at least; give its processors and its price.");
        }
        Set<String> types = new HashSet<>();
        for (InstanceRate each : instances) {
            if (!types.add(each.type())) {
                throw new IllegalArgumentException("Instance type '" + each.type()
                        + "' was given twice but must be given once; remove one of the two.");
            }
        }
        if (!instances.get(0).perHour().containsKey(purchase)) {
            throw new IllegalArgumentException("Purchase option was " + purchase + " but the first instance, '"
                    + instances.get(0).type() + "', must have a price for it; it has "
                    + instances.get(0).options() + ".");
        }
    }

    /** Returns what processor time costs, rounded up, with the words that its line has. */
    PriceLine line(CpuTime cpu, PriceProfile profile, String version) {
        InstanceRate instance = instance(profile, version);
        Purchase option = profile.purchase().orElse(purchase);
        Amount perHour = instance.perHour().get(option);
        if (perHour == null) {
            throw new UnpricedException(
                    version,
                    "have no price for '" + instance.type() + "' " + option + ", only for " + instance.options()
                            + "; add it or choose another.");
        }
        long parts = MICROS_PER_HOUR * instance.processors();
        return new PriceLine(PriceLine.Kind.COMPUTE, "compute", Rounding.up(perHour, cpu.micros(), parts), version);
    }

    private InstanceRate instance(PriceProfile profile, String version) {
        if (profile.instance().isEmpty()) {
            return instances.get(0);
        }
        String wanted = profile.instance().get();
        return instances.stream()
                .filter(each -> each.type().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new UnpricedException(
                        version,
                        "have no instance type '" + wanted + "', only "
                                + instances.stream().map(InstanceRate::type).toList()
                                + "; add it or choose another."));
    }
}
