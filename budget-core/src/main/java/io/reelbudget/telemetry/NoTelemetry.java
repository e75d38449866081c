package io.reelbudget.telemetry;

import io.reelbudget.account.AccountPath;
import java.util.function.Function;
import java.util.function.Supplier;

/** Measures nothing. */
enum NoTelemetry implements Telemetry {
    INSTANCE;

    @Override
    public <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome) {
        return work.get();
    }

    @Override
    public Telemetry guarded() {
        return this;
    }
}
