/**
 * Fits numbers to series: {@link io.reelbudget.forecast.fitting.LeastSquares} where the errors are linear in them,
 * {@link io.reelbudget.forecast.fitting.LevenbergMarquardt} where they are not. Used by the models, not by hosts.
 */
@NullMarked
package io.reelbudget.forecast.fitting;

import org.jspecify.annotations.NullMarked;
