package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.StoreBatch;
import io.reelbudget.telemetry.StoreFailure;
import io.reelbudget.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Keeps what the shared store tells. This class is thread-safe. */
final class StoreLog implements Telemetry {

    final List<StoreBatch> batches = new CopyOnWriteArrayList<>();
    final List<StoreFailure> failures = new CopyOnWriteArrayList<>();
    final Map<Level, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome) {
        return work.get();
    }

    @Override
    public void committed(StoreBatch batch) {
        batches.add(batch);
    }

    @Override
    public void failed(StoreFailure failure) {
        failures.add(failure);
    }

    @Override
    public void gauge(Level level, DoubleSupplier now) {
        gauges.put(level, now);
    }

    /** Returns the SQLSTATEs of the tries that failed, in their order. */
    List<String> states() {
        return failures.stream().map(StoreFailure::state).toList();
    }

    double now(Level level) {
        return Objects.requireNonNull(gauges.get(level)).getAsDouble();
    }
}
