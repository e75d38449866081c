/**
 * Measures how good forecasts of series are, and how fast.
 *
 * <p>{@link io.reelbudget.bench.forecast.ForecastCommand} scores series with a known outcome as the M4 competition did,
 * side by side with a peer; {@link io.reelbudget.bench.forecast.ForecastSpeedCommand} times updates and fits.
 */
@NullMarked
package io.reelbudget.bench.forecast;

import org.jspecify.annotations.NullMarked;
