/**
 * Takes series apart into trend, seasons, events and a rest: {@link io.reelbudget.forecast.decomposition.SeasonalTrend}
 * by local regressions, {@link io.reelbudget.forecast.decomposition.Decomposable} by one regression that can also
 * forecast.
 */
@NullMarked
package io.reelbudget.forecast.decomposition;

import org.jspecify.annotations.NullMarked;
