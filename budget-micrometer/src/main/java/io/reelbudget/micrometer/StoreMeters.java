package io.reelbudget.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.reelbudget.telemetry.StoreBatch;
import io.reelbudget.telemetry.StoreFailure;
import java.time.Duration;

/** How the shared store does: one commit of the database is what every command waits for. */
final class StoreMeters {

    private static final String STATE = "state";

    /** A database near by takes two milliseconds, one with standbys ten; beyond a second something is wrong. */
    private static final Duration[] TIMES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer commits;
    private final DistributionSummary batches;
    private final Counter bytes;

    StoreMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        commits = Timer.builder(BudgetMeter.STORE_COMMIT.meterName())
                .description(BudgetMeter.STORE_COMMIT.meaning())
                .serviceLevelObjectives(TIMES)
                .tags(tags)
                .register(registry);
        batches = DistributionSummary.builder(BudgetMeter.STORE_BATCH.meterName())
                .description(BudgetMeter.STORE_BATCH.meaning())
                .baseUnit(BudgetMeter.STORE_BATCH.unit())
                .tags(tags)
                .register(registry);
        bytes = Counter.builder(BudgetMeter.STORE_BYTES.meterName())
                .description(BudgetMeter.STORE_BYTES.meaning())
                .baseUnit(BudgetMeter.STORE_BYTES.unit())
                .tags(tags)
                .register(registry);
    }

    void committed(StoreBatch batch) {
        commits.record(batch.took());
        batches.record(batch.operations());
        bytes.increment((double) batch.bytes());
    }

    /** SQLSTATEs are few, and a server knows a fixed number of them. */
    void failed(StoreFailure failure) {
        Counter.builder(BudgetMeter.STORE_FAILURES.meterName())
                .description(BudgetMeter.STORE_FAILURES.meaning())
                .tags(tags.and(STATE, failure.state()))
                .register(registry)
                .increment();
    }
}
