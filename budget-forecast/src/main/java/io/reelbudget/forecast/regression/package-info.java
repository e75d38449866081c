/** Forecasts series with one or two seasons by robust, discounted regressions on earlier values. */
@NullMarked
package io.reelbudget.forecast.regression;

import org.jspecify.annotations.NullMarked;
