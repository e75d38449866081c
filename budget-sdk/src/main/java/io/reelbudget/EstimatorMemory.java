package io.reelbudget;

import io.reelbudget.estimator.EstimatorFile;
import io.reelbudget.estimator.FinishedJobsFile;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.internal.LateWriter;
import io.reelbudget.job.FinishedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
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
    private final Queue<FinishedJob> finished = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LateWriter writer;

    private EstimatorMemory(
            TrainedCostEstimator estimator,
            EstimatorFile file,
            FinishedJobsFile jobs,
            InstantSource clock,
            Duration delay) {
        this.estimator = estimator;
        this.file = file;
        this.jobs = jobs;
        this.clock = clock;
        this.writer = new LateWriter("What the estimator learns", "reelbudget-learned", delay, this::write);
    }

    /** Has an estimator that knows nothing yet go on with what was kept, and keeps what it learns from now on. */
    static EstimatorMemory of(TrainedCostEstimator estimator, Path directory, InstantSource clock, Duration delay) {
        EstimatorFile file = EstimatorFile.in(directory);
        if (estimator.state().learnedNothing()) {
            file.read().ifPresent(estimator::restore);
        }
        return new EstimatorMemory(estimator, file, FinishedJobsFile.in(directory), clock, delay);
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
        writer.changed();
    }

    private void write() throws IOException {
        file.write(estimator.state());
        // They leave the queue once they are written: a disk that refuses may take them the next time.
        List<FinishedJob> waiting = List.copyOf(finished);
        jobs.append(waiting, clock.instant());
        waiting.forEach(written -> finished.poll());
    }

    /** Writes for the last time. Closing again does nothing. */
    @Override
    public void close() {
        writer.close();
    }
}
