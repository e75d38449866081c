/**
 * The forecasts that anything else must beat: the last value, or the last season, again.
 *
 * <p>Start with {@link io.reelbudget.forecast.naive.Naive}.
 */
@NullMarked
package io.reelbudget.forecast.naive;

import org.jspecify.annotations.NullMarked;
