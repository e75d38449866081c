package io.reelbudget.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what happens to jobs in the ledger's directory, off the callers' threads: written some seconds after it
 * happened, and at the end. A kill loses these seconds, and nothing of the ledger.
 *
 * <p>This class is thread-safe. The directory must be the ledger's own, which no other process may open.
 */
public final class JobHistory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobHistory.class);

    /** Events that come faster than a disk takes lines are counted as lost. */
    private static final int MOST_WAITING = 20_000;

    private final JobHistoryFile file;
    private final Duration interval;
    private final BlockingQueue<JobEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-history");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile @Nullable Future<?> next;
    private boolean refused;
    private boolean closed;

    private JobHistory(JobHistoryFile file, Duration interval) {
        this.file = file;
        this.interval = interval;
    }

    /** Returns the history in a directory, begun now where there is none. */
    public static JobHistory in(Path directory, InstantSource clock, Duration interval) {
        JobHistoryFile file = JobHistoryFile.in(directory);
        try {
            file.begin(clock.instant());
        } catch (IOException refused) {
            LOG.warn("What happens to jobs cannot be kept yet; it is tried again after the next job.", refused);
        }
        return new JobHistory(file, interval);
    }

    /** Has an event written soon. */
    public void happened(JobEvent event) {
        if (!waiting.offer(event)) {
            lost.incrementAndGet();
        }
        if (scheduled.compareAndSet(false, true)) {
            try {
                next = thread.schedule(this::write, interval.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("What happened after the end is not kept.");
            }
        }
    }

    /**
     * Writes what waits, and reads all that is kept.
     *
     * @throws UncheckedIOException if the disk refuses
     */
    public JobHistoryFile.Kept read() {
        write();
        try {
            synchronized (this) {
                return file.read();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("What happened to jobs cannot be read.", unreadable);
        }
    }

    private synchronized void write() {
        scheduled.set(false);
        if (closed) {
            // The directory may be another process's by now.
            return;
        }
        List<JobEvent> events = new ArrayList<>();
        long missing = lost.getAndSet(0);
        waiting.drainTo(events);
        try {
            file.append(events, missing);
            refused = false;
        } catch (IOException e) {
            lost.addAndGet(missing + events.size());
            if (!refused) {
                LOG.warn(
                        "What happened to {} jobs cannot be kept; it is tried again after the next.", events.size(), e);
            }
            refused = true;
        }
    }

    /** Writes for the last time. Closing again does nothing. */
    @Override
    public synchronized void close() {
        write();
        closed = true;
        Future<?> waitingTask = next;
        if (waitingTask != null) {
            waitingTask.cancel(false);
        }
        thread.shutdown();
    }
}
