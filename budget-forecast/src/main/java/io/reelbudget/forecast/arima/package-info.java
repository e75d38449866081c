/**
 * Autoregressive integrated moving averages, with any number of seasons, regressors and a constant.
 *
 * <p>Start at {@link io.reelbudget.forecast.arima.Arima} for given orders and at
 * {@link io.reelbudget.forecast.arima.AutoArima} for orders that the series chooses itself.
 */
@NullMarked
package io.reelbudget.forecast.arima;

import org.jspecify.annotations.NullMarked;
