/**
 * Makes raw usage fit for models: {@link io.reelbudget.forecast.cleaning.Gaps} fills what is missing,
 * {@link io.reelbudget.forecast.cleaning.Outliers} replaces what stands out,
 * {@link io.reelbudget.forecast.cleaning.LevelShifts} lifts old history to today's level, and
 * {@link io.reelbudget.forecast.cleaning.LocalClock} makes days of 23 and 25 hours ordinary.
 */
@NullMarked
package io.reelbudget.forecast.cleaning;

import org.jspecify.annotations.NullMarked;
