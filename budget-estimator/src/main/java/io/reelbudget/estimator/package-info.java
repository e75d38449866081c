/**
 * Says what a job costs before it runs, from a trained ONNX model, and learns from what jobs really took.
 *
 * <p>Start at {@link io.reelbudget.estimator.TrainedCostEstimator#bundled}: it asks the model that is shipped with the
 * library, falls back on documented rates per megapixel where no data covers a job, and corrects both by every finished
 * job. {@link io.reelbudget.estimator.CostModel} opens a model of your own, after checks that a hostile file does not
 * pass.
 */
@NullMarked
package io.reelbudget.estimator;

import org.jspecify.annotations.NullMarked;
