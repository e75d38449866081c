/**
 * When a budget runs out: what is asked of a forecaster and what it answers.
 *
 * <p>A {@link io.reelbudget.runway.SpendForecaster} turns a {@link io.reelbudget.runway.RunwayQuestion} (what is left,
 * what was spent, what is held and queued) into a {@link io.reelbudget.runway.RunwayForecast}: the distribution of the
 * instant at which the account runs out.
 */
@NullMarked
package io.reelbudget.runway;

import org.jspecify.annotations.NullMarked;
