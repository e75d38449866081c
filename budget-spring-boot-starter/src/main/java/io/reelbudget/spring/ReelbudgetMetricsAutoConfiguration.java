package io.reelbudget.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reelbudget.micrometer.MicrometerTelemetry;
import io.reelbudget.micrometer.MicrometerTelemetryBuilder;
import io.reelbudget.telemetry.Telemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Measures budgets by the host's meter registry, and observes their steps where the host has observations. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnProperty(
        name = {"reelbudget.enabled", "reelbudget.metrics.enabled"},
        matchIfMissing = true)
@EnableConfigurationProperties(ReelbudgetProperties.class)
public final class ReelbudgetMetricsAutoConfiguration {

    /** Returns the telemetry of budgets. */
    @Bean
    @ConditionalOnMissingBean(Telemetry.class)
    public MicrometerTelemetry reelbudgetTelemetry(
            ReelbudgetProperties properties, MeterRegistry registry, ObjectProvider<ObservationRegistry> observations) {
        MicrometerTelemetryBuilder builder = MicrometerTelemetry.builder(registry)
                .accountTag(properties.metrics().accountTag());
        if (properties.metrics().mostAccounts() < 1) {
            throw new BudgetSettingException(
                    "reelbudget.metrics.most-accounts",
                    "was " + properties.metrics().mostAccounts() + " but must be one or more",
                    "Set reelbudget.metrics.account-tag=none to have no meters by account");
        }
        builder.mostAccounts(properties.metrics().mostAccounts());
        observations.ifUnique(builder::observations);
        return builder.build();
    }
}
