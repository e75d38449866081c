package io.reelbudget.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;

/**
 * How good estimates were and what jobs were charged.
 *
 * @param registry keeps the meters
 */
record JobMeters(MeterRegistry registry) {

    private static final double MICROS = 1e6;

    /** Where a job lay among the quantiles that were estimated for it. */
    enum Band {
        BELOW_P10("below_p10"),
        P10_TO_P50("p10_to_p50"),
        P50_TO_P90("p50_to_p90"),
        ABOVE_P90("above_p90");

        private final String tag;

        Band(String tag) {
            this.tag = tag;
        }

        static Band of(FinishedJob job) {
            Quantiles expected = job.estimate().cpuSeconds();
            double took = job.cpuSeconds();
            if (took > expected.p90()) {
                return ABOVE_P90;
            } else if (took > expected.p50()) {
                return P50_TO_P90;
            }
            return took > expected.p10() ? P10_TO_P50 : BELOW_P10;
        }
    }

    /** Has the counters begin at zero, so that their first job counts in a rate. */
    void begin(Tags tags) {
        for (Band band : Band.values()) {
            jobs(band, tags);
        }
        beyond(tags);
    }

    void finished(FinishedJob job, Tags tags) {
        jobs(Band.of(job), tags).increment();
        BudgetMeter meter = BudgetMeter.CALIBRATION_RATIO;
        DistributionSummary.builder(meter.meterName())
                .description(meter.meaning())
                .serviceLevelObjectives(0.5, 0.8, 1, 1.25, 2, 4)
                .tags(tags)
                .register(registry)
                .record(job.cpuSeconds() / job.estimate().cpuSeconds().p50());
    }

    void captured(Amount held, Amount charged, Tags tags) {
        Tags units = tags.and("unit", charged.unit().toString());
        amount(BudgetMeter.CHARGED, units).increment(charged.micros() / MICROS);
        Counter beyondHolds = amount(BudgetMeter.CHARGED_BEYOND_HOLDS, units);
        if (charged.isGreaterThan(held)) {
            beyond(tags).increment();
            beyondHolds.increment(charged.minus(held).micros() / MICROS);
        }
    }

    private Counter jobs(Band band, Tags tags) {
        return amount(BudgetMeter.CALIBRATION_JOBS, tags.and("band", band.tag));
    }

    private Counter beyond(Tags tags) {
        return amount(BudgetMeter.JOBS_BEYOND_HOLDS, tags);
    }

    private Counter amount(BudgetMeter meter, Tags tags) {
        return Counter.builder(meter.meterName())
                .description(meter.meaning())
                .tags(tags)
                .register(registry);
    }
}
