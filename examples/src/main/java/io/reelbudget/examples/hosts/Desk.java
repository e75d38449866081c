package io.reelbudget.examples.hosts;

import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.spi.JobPrice;
import java.time.InstantSource;

/** Where somebody adopts policies without running jobs. */
final class Desk {

    private Desk() {}

    /** Returns a monitor that offers to look after nothing, and prices nothing. */
    static RunwayMonitor over(Ledger ledger) {
        CostEstimate second =
                new CostEstimate(Quantiles.certain(1), CostEstimate.Origin.RATE, "desk", 0, "No jobs are priced here.");
        return RunwayMonitor.builder(
                        ledger,
                        UsageForecaster.withDefaults(),
                        job -> new JobPrice(second, Quantiles.certain(1_000)),
                        InstantSource.system())
                .build();
    }
}
