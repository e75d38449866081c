package io.reelbudget.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.money.Amount;
import io.reelbudget.telemetry.AccountStanding;
import io.reelbudget.telemetry.JournalSync;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.StoreBatch;
import io.reelbudget.telemetry.StoreFailure;
import io.reelbudget.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures budgets with Micrometer.
 *
 * <pre>{@code
 * Reelbudget budgets = Reelbudget.at(directory)
 *         .telemetry(MicrometerTelemetry.of(registry))
 *         .open();
 * }</pre>
 *
 * <p>Steps are observations, from which come timers, and spans where the host traces; all else are counters, gauges and
 * summaries. Meters are not kept apart by accounts unless {@link MicrometerTelemetryBuilder#accountTag} says so.
 * Budgets that are open at once in one process have one registry each, or a tag each.
 *
 * <p>This class is thread-safe.
 */
public final class MicrometerTelemetry implements Telemetry {

    private final MeterRegistry registry;
    private final ObservationRegistry observations;
    private final Tags tags;
    private final AccountTags accounts;
    private final Map<Step, StepConvention> conventions = new EnumMap<>(Step.class);
    private final JobMeters jobs;
    private final AccountMeters standings;
    private volatile @Nullable JournalMeters journal; // null until a journal tells of itself
    private volatile @Nullable StoreMeters store; // null until a shared store does

    MicrometerTelemetry(MicrometerTelemetryBuilder settings) {
        registry = settings.registry();
        observations = settings.observations();
        tags = settings.tags();
        accounts = settings.accounts();
        for (Step step : Step.values()) {
            conventions.put(step, new StepConvention(step, tags));
        }
        jobs = new JobMeters(registry);
        standings = new AccountMeters(registry, tags);
        if (settings.granularity() == AccountTag.NONE) {
            jobs.begin(tags);
        }
    }

    /** Returns one that measures into a registry. */
    public static MicrometerTelemetry of(MeterRegistry registry) {
        return builder(registry).build();
    }

    /** Returns the settings of one that measures into a registry. */
    public static MicrometerTelemetryBuilder builder(MeterRegistry registry) {
        return new MicrometerTelemetryBuilder(registry);
    }

    @Override
    public <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome) {
        StepContext context = new StepContext(step, account, accounts.of(account));
        Observation observation = Observation.createNotStarted(
                null, Objects.requireNonNull(conventions.get(step)), () -> context, observations);
        return observation.observe(() -> {
            T answer = work.get();
            context.came(outcome.apply(answer));
            return answer;
        });
    }

    @Override
    public void finished(AccountPath account, FinishedJob job) {
        jobs.finished(job, tagsOf(account));
    }

    @Override
    public void captured(AccountPath account, Amount held, Amount charged) {
        jobs.captured(held, charged, tagsOf(account));
    }

    @Override
    public void looked(AccountStanding standing) {
        standings.looked(standing, accounts.of(standing.account()));
    }

    @Override
    public void synced(JournalSync sync) {
        JournalMeters meters = journal;
        if (meters != null) {
            meters.synced(sync);
        }
    }

    @Override
    public void committed(StoreBatch batch) {
        StoreMeters meters = store;
        if (meters != null) {
            meters.committed(batch);
        }
    }

    @Override
    public void failed(StoreFailure failure) {
        StoreMeters meters = store;
        if (meters != null) {
            meters.failed(failure);
        }
    }

    @Override
    public void gauge(Level level, DoubleSupplier now) {
        if (level == Level.JOURNAL_USABLE) {
            journal = new JournalMeters(registry, tags);
        } else if (level == Level.STORE_USABLE) {
            store = new StoreMeters(registry, tags);
        }
        Gauges.register(registry, BudgetMeter.of(level), tags, now);
    }

    private Tags tagsOf(AccountPath account) {
        return accounts.of(account)
                .map(value -> tags.and(AccountTags.KEY, value))
                .orElse(tags);
    }
}
