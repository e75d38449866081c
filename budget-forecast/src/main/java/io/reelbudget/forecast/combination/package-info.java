/**
 * Chooses and combines models of a series by how they did at the series' own end.
 *
 * <p>Start with {@link io.reelbudget.forecast.combination.ModelSelection#standard}: {@code fit} it to a
 * {@link io.reelbudget.forecast.series.TimeSeries}, ask the result to {@code forecast}.
 */
@NullMarked
package io.reelbudget.forecast.combination;

import org.jspecify.annotations.NullMarked;
