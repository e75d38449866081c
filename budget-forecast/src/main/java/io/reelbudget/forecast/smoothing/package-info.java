/**
 * Exponential smoothing: levels, slopes and seasons that follow each new value by a share of its error.
 *
 * <p>Start at {@link io.reelbudget.forecast.smoothing.Ets} for one season or none, at
 * {@link io.reelbudget.forecast.smoothing.DoubleSeasonal} for the day within the week, and at
 * {@link io.reelbudget.forecast.smoothing.Theta} for the simplest that does well.
 */
@NullMarked
package io.reelbudget.forecast.smoothing;

import org.jspecify.annotations.NullMarked;
