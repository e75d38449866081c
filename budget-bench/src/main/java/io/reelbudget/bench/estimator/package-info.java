/**
 * Scores cost estimates on published transcoding jobs of sources that the model has not seen, and times them.
 *
 * <p>{@link io.reelbudget.bench.estimator.EstimatorCommand} trains or opens a model and prints its errors;
 * {@link io.reelbudget.bench.estimator.EstimatorLatencyCommand} times single estimates and batches.
 */
@NullMarked
package io.reelbudget.bench.estimator;

import org.jspecify.annotations.NullMarked;
