/**
 * Trains cost models from finished jobs and writes them as ONNX.
 *
 * <p>{@link io.reelbudget.trainer.Train} is the program; {@link io.reelbudget.trainer.CostTraining} is the same for
 * those who bring their own {@link io.reelbudget.trainer.PastJob}s: it holds out whole sources to measure itself,
 * boosts quantile regression trees with XGBoost, and compares the file it wrote, as ONNX Runtime runs it, with its own
 * trees.
 */
@NullMarked
package io.reelbudget.trainer;

import org.jspecify.annotations.NullMarked;
