package io.reelbudget.estimator;

import io.reelbudget.job.TranscodeJob;
import java.util.List;

/**
 * What is expected of a job's renditions before finished jobs correct it.
 *
 * <p>Implementations are thread-safe.
 */
interface Predictor extends AutoCloseable {

    /** Returns name and version, by which what is learned about it is kept. */
    String label();

    /**
     * Returns an estimate for each rendition, in any order.
     *
     * @throws ModelException if the model fails or gives what cannot be
     */
    List<RenditionEstimate> renditions(TranscodeJob job);

    @Override
    void close();
}
