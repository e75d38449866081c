package io.reelbudget.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import io.micrometer.observation.ObservationRegistry;
import java.util.Optional;

/**
 * Settings of a {@link MicrometerTelemetry}; each has a default.
 *
 * <ul>
 *   <li>observations: only for the meters' sake, without traces
 *   <li>account tag: none
 *   <li>most accounts: 200
 *   <li>tags: none
 * </ul>
 *
 * <p>This class is not thread-safe.
 */
public final class MicrometerTelemetryBuilder {

    private final MeterRegistry registry;
    private Optional<ObservationRegistry> observations = Optional.empty();
    private AccountTag granularity = AccountTag.NONE;
    private int mostAccounts = 200;
    private Tags tags = Tags.empty();

    MicrometerTelemetryBuilder(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Sets where steps are observed. What becomes of them is said by its handlers: there are timers only if one of them
     * makes some, such as Spring Boot's or {@link DefaultMeterObservationHandler}.
     */
    public MicrometerTelemetryBuilder observations(ObservationRegistry newObservations) {
        observations = Optional.of(newObservations);
        return this;
    }

    /** Sets by how much of an account's path meters are kept apart. */
    public MicrometerTelemetryBuilder accountTag(AccountTag newGranularity) {
        granularity = newGranularity;
        return this;
    }

    /**
     * Sets how many accounts have meters of their own, where they are kept apart; all others share {@code other}.
     *
     * @param most one or more
     */
    public MicrometerTelemetryBuilder mostAccounts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("Accounts with meters of their own were " + most
                    + " but must be one or more; leave the account tag out to have none.");
        }
        mostAccounts = most;
        return this;
    }

    /** Adds a tag that all meters have, such as which budgets they are of. */
    public MicrometerTelemetryBuilder tag(String key, String value) {
        tags = tags.and(key, value);
        return this;
    }

    /** Returns the telemetry. */
    public MicrometerTelemetry build() {
        return new MicrometerTelemetry(this);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Running steps need no timers of their own: all but hooks are over within milliseconds. */
    ObservationRegistry observations() {
        return observations.orElseGet(() -> {
            ObservationRegistry own = ObservationRegistry.create();
            own.observationConfig()
                    .observationHandler(new DefaultMeterObservationHandler(registry, IgnoredMeters.LONG_TASK_TIMER));
            return own;
        });
    }

    AccountTags accounts() {
        return new AccountTags(granularity, mostAccounts);
    }

    AccountTag granularity() {
        return granularity;
    }

    Tags tags() {
        return tags;
    }
}
