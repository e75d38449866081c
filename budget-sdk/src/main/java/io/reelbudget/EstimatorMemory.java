package io.reelbudget;

import io.reelbudget.estimator.EstimatorFile;
import io.reelbudget.estimator.FinishedJobsFile;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.FinishedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
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
 * Keeps what an estimator learns in the ledger's directory: written some seconds after a job was learned from, so at
 * most that often, and at the end. A kill loses what was learned in these seconds, and nothing of the ledger. The jobs
 * themselves are kept, too, for training a model of one's own.
 *
 * <p>This class is thread-safe. The directory must be the ledger's own, which no other process may open.
 */
final class EstimatorMemory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EstimatorMemory.class);

    /** Jobs that finish faster than a disk takes rows are no use to a trainer beyond these. */
    private static final int MOST_WAITING = 10_000;

    private final TrainedCostEstimator estimator;
    private final EstimatorFile file;
    private final FinishedJobsFile jobs;
    private final InstantSource clock;
    private final Duration interval;
    private final Queue<FinishedJob> finished = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reelbudget-learned");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile @Nullable Future<?> next;
    private boolean refused;
    private boolean closed;

    private EstimatorMemory(
            TrainedCostEstimator estimator,
            EstimatorFile file,
            FinishedJobsFile jobs,
            InstantSource clock,
            Duration interval) {
        this.estimator = estimator;
        this.file = file;
        this.jobs = jobs;
        this.clock = clock;
        this.interval = interval;
    }

    /** Has an estimator that knows nothing yet go on with what was kept, and keeps what it learns from now on. */
    static EstimatorMemory of(TrainedCostEstimator estimator, Path directory, InstantSource clock, Duration interval) {
        EstimatorFile file = EstimatorFile.in(directory);
        if (estimator.state().learnedNothing()) {
            file.read().ifPresent(estimator::restore);
        }
        return new EstimatorMemory(estimator, file, FinishedJobsFile.in(directory), clock, interval);
    }

    /** Has a job and what was learned from it written soon. */
    void learned(FinishedJob job) {
        if (!finished.offer(job)) {
            LOG.debug(
                    "Job {} is left out of the table of finished jobs: too many wait to be written.",
                    job.job().id());
        }
        changed();
    }

    /** Has what was learned written soon. */
    void changed() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                next = thread.schedule(this::write, interval.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                LOG.debug("What was learned after the end is not kept.");
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
            file.write(estimator.state());
            // They leave the queue once they are written: a disk that refuses may take them the next time.
            List<FinishedJob> waiting = List.copyOf(finished);
            jobs.append(waiting, clock.instant());
            waiting.forEach(written -> finished.poll());
            refused = false;
        } catch (IOException e) {
            if (!refused) {
                LOG.warn("What the estimator learns cannot be kept; it is tried again after the next job.", e);
            }
            refused = true;
        } catch (RuntimeException fault) {
            LOG.error("What the estimator has learned could not be written.", fault);
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
