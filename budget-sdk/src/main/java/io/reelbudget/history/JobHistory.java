package io.reelbudget.history;

import io.reelbudget.internal.LateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
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
    private final BlockingQueue<JobEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final LateWriter writer;

    private JobHistory(JobHistoryFile file, Duration delay) {
        this.file = file;
        this.writer = new LateWriter("What happens to jobs", "reelbudget-history", delay, this::append);
    }

    /** Returns the history in a directory, begun now where there is none. */
    public static JobHistory in(Path directory, InstantSource clock, Duration delay) {
        JobHistoryFile file = JobHistoryFile.in(directory);
        try {
            file.begin(clock.instant());
        } catch (IOException refused) {
            LOG.warn("What happens to jobs cannot be kept yet; it is tried again after the next job.", refused);
        }
        return new JobHistory(file, delay);
    }

    /** Has an event written soon. */
    public void happened(JobEvent event) {
        if (!waiting.offer(event)) {
            lost.incrementAndGet();
        }
        writer.changed();
    }

    /**
     * Writes what waits, and reads all that is kept.
     *
     * @throws UncheckedIOException if the disk refuses
     */
    public JobHistoryFile.Kept read() {
        writer.write();
        try {
            synchronized (this) {
                return file.read();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("What happened to jobs cannot be read.", unreadable);
        }
    }

    private synchronized void append() throws IOException {
        List<JobEvent> events = new ArrayList<>();
        long missing = lost.getAndSet(0);
        waiting.drainTo(events);
        try {
            file.append(events, missing);
        } catch (IOException refused) {
            lost.addAndGet(missing + events.size());
            throw refused;
        }
    }

    /** Writes for the last time. Closing again does nothing. */
    @Override
    public void close() {
        writer.close();
    }
}
