package io.reelbudget.internal;

import java.io.IOException;
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
 * Keeps something in a file, off the callers' threads: it is written some seconds after it changed, so at most that
 * often, and at the end. A kill loses these seconds. Where the disk refuses, one warning is logged, and the next change
 * tries again.
 *
 * <p>This class is thread-safe; one write runs at a time.
 */
public final class LateWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LateWriter.class);

    private final String what;
    private final Duration delay;
    private final Writing writing;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService thread;
    private volatile @Nullable Future<?> next;
    private boolean refused;
    private boolean closed;

    /** Writes all that is to be kept. */
    @FunctionalInterface
    public interface Writing {

        /** Writes; where it throws, it is called again after the next change. */
        void write() throws IOException;
    }

    /**
     * Makes a writer that has nothing to write yet.
     *
     * @param what what is kept, for the log, such as "What the estimator learns"
     * @param threadName the name of its thread
     * @param delay how long after a change it is written
     */
    public LateWriter(String what, String threadName, Duration delay, Writing writing) {
        this.what = what;
        this.delay = delay;
        this.writing = writing;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, threadName);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** Has it written soon. */
    public void changed() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                next = thread.schedule(this::write, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("{} after the end is not kept.", what);
            }
        }
    }

    /** Writes at once, unless it is closed: the directory may be another process's by then. */
    public synchronized void write() {
        scheduled.set(false);
        if (closed) {
            return;
        }
        try {
            writing.write();
            refused = false;
        } catch (IOException e) {
            if (!refused) {
                LOG.warn("{} cannot be kept; it is tried again after the next job.", what, e);
            }
            refused = true;
        } catch (RuntimeException fault) {
            LOG.error("{} could not be written.", what, fault);
        }
    }

    /** Writes for the last time. Closing again does nothing. */
    @Override
    public synchronized void close() {
        write();
        closed = true;
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
        thread.shutdown();
    }
}
