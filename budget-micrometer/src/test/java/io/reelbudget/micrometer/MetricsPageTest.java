package io.reelbudget.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page on metrics")
class MetricsPageTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shows_budgets_that_are_measured(@TempDir Path parent) {
        Path directory = parent.resolve("ledger");

        Reelbudget budgets = Reelbudget.at(directory)
                .telemetry(MicrometerTelemetry.of(registry))
                .open();

        budgets.open(AccountPath.of("acme"), Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC));
        assertThat(registry.getMeters()).isNotEmpty();
        budgets.close();
    }

    @Test
    void shows_what_can_be_chosen() {
        ObservationRegistry observationRegistry = ObservationRegistry.create();

        MicrometerTelemetry telemetry = MicrometerTelemetry.builder(registry)
                .observations(observationRegistry) // spans, too, where the host traces
                .accountTag(AccountTag.ROOT)       // NONE unless set
                .mostAccounts(500)                 // 200 unless set; all others are "other"
                .tag("ledger", "live-eu")          // on every meter
                .build();

        assertThat(telemetry).isNotNull();
    }
}
