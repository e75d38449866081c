package io.reelbudget.telemetry;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.money.Amount;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a host's telemetry from doing harm: a charge that was posted must not look as if it had failed because a metric
 * could not be counted.
 *
 * <p>This class is thread-safe.
 */
final class GuardedTelemetry implements Telemetry {

    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final Telemetry host;
    private final AtomicBoolean isTold = new AtomicBoolean();

    GuardedTelemetry(Telemetry host) {
        this.host = host;
    }

    /** Work that is done once, however often it is asked for. One thread uses it. */
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> work;
        private boolean isDone;
        private @Nullable T answer;
        private @Nullable RuntimeException thrown;
        private @Nullable Error fatal;

        Once(Supplier<T> work) {
            this.work = work;
        }

        @Override
        @SuppressWarnings("NullAway") // an answer is null only where the work returned that
        public T get() {
            if (!isDone) {
                isDone = true;
                try {
                    answer = work.get();
                } catch (RuntimeException failure) {
                    thrown = failure;
                } catch (Error failure) {
                    fatal = failure;
                }
            }
            if (thrown != null) {
                throw thrown;
            }
            if (fatal != null) {
                throw fatal;
            }
            return answer;
        }
    }

    @Override
    public <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome) {
        Once<T> once = new Once<>(work);
        try {
            T unused = host.time(step, account, once, outcome);
        } catch (RuntimeException | LinkageError fault) {
            if (fault != once.thrown && fault != once.fatal) {
                tell(fault);
            }
        }
        return once.get();
    }

    @Override
    public void finished(AccountPath account, FinishedJob job) {
        guard(() -> host.finished(account, job));
    }

    @Override
    public void captured(AccountPath account, Amount held, Amount charged) {
        guard(() -> host.captured(account, held, charged));
    }

    @Override
    public void looked(AccountStanding standing) {
        guard(() -> host.looked(standing));
    }

    @Override
    public void synced(JournalSync sync) {
        guard(() -> host.synced(sync));
    }

    @Override
    public void committed(StoreBatch batch) {
        guard(() -> host.committed(batch));
    }

    @Override
    public void failed(StoreFailure failure) {
        guard(() -> host.failed(failure));
    }

    @Override
    public void gauge(Level level, DoubleSupplier now) {
        guard(() -> host.gauge(level, now));
    }

    @Override
    public Telemetry guarded() {
        return this;
    }

    private void guard(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError fault) {
            tell(fault);
        }
    }

    private void tell(Throwable fault) {
        if (isTold.compareAndSet(false, true)) {
            LOG.error(
                    "Telemetry {} failed; budgets go on, metrics may be wrong.",
                    host.getClass().getName(),
                    fault);
        }
    }
}
