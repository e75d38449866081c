package io.reelbudget;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what risk-sized holds learn in the ledger's directory: written some seconds after something was learnt, so at
 * most that often, and at the end. A kill loses what was learnt in these seconds, and nothing of the ledger.
 *
 * <p>This class is thread-safe. The directory must be the ledger's own, which no other process may open.
 */
final class RiskMemory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RiskMemory.class);

    private final RiskHolds holds;
    private final RiskFile file;
    private final Duration interval;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-risk");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile @Nullable Future<?> next;
    private boolean refused;
    private boolean closed;

    private RiskMemory(RiskHolds holds, RiskFile file, Duration interval) {
        this.holds = holds;
        this.file = file;
        this.interval = interval;
    }

    /** Has holds go on with what was kept, and keeps what they learn from now on. */
    static RiskMemory of(RiskHolds holds, Path directory, Duration interval) {
        RiskFile file = new RiskFile(directory);
        holds.resume(file.read());
        RiskMemory memory = new RiskMemory(holds, file, interval);
        holds.onLearnt(memory::changed);
        return memory;
    }

    private void changed() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                next = thread.schedule(this::write, interval.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("What was learnt after the end is not kept.");
            }
        }
    }

    private synchronized void write() {
        scheduled.set(false);
        if (closed) {
            // The directory may be another process's by now.
            return;
        }
        try {
            file.write(holds.learnt());
            refused = false;
        } catch (IOException e) {
            if (!refused) {
                LOG.warn("What risk-sized holds learn cannot be kept; it is tried again after the next job.", e);
            }
            refused = true;
        }
    }

    /** Writes for the last time, if something was learnt. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (!holds.learnt().isEmpty()) {
            write();
        }
        closed = true;
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
        thread.shutdown();
    }
}
