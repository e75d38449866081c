/**
 * Says when an account runs out, from what it spent hour by hour and from what is known to come.
 *
 * <p>{@link io.reelbudget.forecast.UsageForecaster} answers a {@link io.reelbudget.runway.RunwayQuestion}: it chooses a
 * model of the account's arrivals by a back-test, turns it into the distribution of cumulative spending, and reads the
 * instant of exhaustion off that. Models of series by name are in the packages below. Start with
 * {@link io.reelbudget.forecast.UsageForecaster#withDefaults}.
 */
@NullMarked
package io.reelbudget.forecast;

import org.jspecify.annotations.NullMarked;
