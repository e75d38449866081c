/**
 * A series of values at equal steps, models of it, and what they expect of the steps to come.
 *
 * <p>A {@link io.reelbudget.forecast.series.SeriesModel} is fitted to a
 * {@link io.reelbudget.forecast.series.TimeSeries}; the {@link io.reelbudget.forecast.series.FittedModel} makes
 * {@link io.reelbudget.forecast.series.Forecast}s, observes one value after the other in constant time, and is saved as
 * a {@link io.reelbudget.forecast.series.ModelState}. All models share these types, so that one can stand in for
 * another and a back-test can compare them.
 */
@NullMarked
package io.reelbudget.forecast.series;

import org.jspecify.annotations.NullMarked;
