package io.reelbudget.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reelbudget.Reelbudget;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page about metrics")
class MetricsPageTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shows_how_budgets_are_measured(@TempDir Path directory) {
        Reelbudget budgets = Reelbudget.at(directory)
                .telemetry(MicrometerTelemetry.of(registry))
                .open();
        assertThat(registry.find("reelbudget.journal.usable").gauge()).isNotNull();
        budgets.close();
    }

    @Test
    void shows_what_can_be_set() {
        ObservationRegistry observationRegistry = ObservationRegistry.create();
        MicrometerTelemetry telemetry = MicrometerTelemetry.builder(registry)
                .observations(observationRegistry)
                .accountTag(AccountTag.ROOT)
                .mostAccounts(500)
                .tag("ledger", "live-eu")
                .build();
        assertThat(telemetry).isNotNull();
        assertThat(registry.get("reelbudget.look.lag").tag("ledger", "live-eu").timer())
                .isNotNull();
    }
}
