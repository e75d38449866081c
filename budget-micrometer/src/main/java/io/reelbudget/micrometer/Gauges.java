package io.reelbudget.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;

/** Registers gauges. */
final class Gauges {

    private Gauges() {}

    /**
     * Registers a gauge in place of the one that has its name and tags: registries keep the first otherwise, and go on
     * asking budgets that were closed.
     */
    static void register(MeterRegistry registry, BudgetMeter meter, Tags tags, DoubleSupplier now) {
        Gauge before = registry.find(meter.meterName()).tags(tags).gauges().stream()
                .filter(each -> Tags.of(each.getId().getTags()).equals(tags))
                .findFirst()
                .orElse(null);
        if (before != null) {
            registry.remove(before);
        }
        Gauge.builder(meter.meterName(), now::getAsDouble)
                .description(meter.meaning())
                .baseUnit(meter.unit().isEmpty() ? null : meter.unit())
                .tags(tags)
                .register(registry);
    }
}
