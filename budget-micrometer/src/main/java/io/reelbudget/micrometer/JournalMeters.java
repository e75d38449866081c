package io.reelbudget.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.reelbudget.telemetry.JournalSync;
import java.time.Duration;

/** How the journal does: one force of the disk is what every command waits for. */
final class JournalMeters {

    /** A fast disk takes a tenth of a millisecond, a rotating one ten; beyond a second something is wrong. */
    private static final Duration[] TIMES = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Timer syncs;
    private final DistributionSummary batches;
    private final Counter bytes;

    JournalMeters(MeterRegistry registry, Tags tags) {
        syncs = Timer.builder(BudgetMeter.JOURNAL_SYNC.meterName())
                .description(BudgetMeter.JOURNAL_SYNC.meaning())
                .serviceLevelObjectives(TIMES)
                .tags(tags)
                .register(registry);
        batches = DistributionSummary.builder(BudgetMeter.JOURNAL_BATCH.meterName())
                .description(BudgetMeter.JOURNAL_BATCH.meaning())
                .baseUnit(BudgetMeter.JOURNAL_BATCH.unit())
                .tags(tags)
                .register(registry);
        bytes = Counter.builder(BudgetMeter.JOURNAL_BYTES.meterName())
                .description(BudgetMeter.JOURNAL_BYTES.meaning())
                .baseUnit(BudgetMeter.JOURNAL_BYTES.unit())
                .tags(tags)
                .register(registry);
    }

    void synced(JournalSync sync) {
        syncs.record(sync.took());
        batches.record(sync.records());
        bytes.increment((double) sync.bytes());
    }
}
