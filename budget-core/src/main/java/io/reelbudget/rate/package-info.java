/**
 * Makes money, or compute units, of what a job takes and delivers.
 *
 * <p>A {@link io.reelbudget.rate.RateCard} holds the prices of one version: processor time by instance, or minutes of
 * output, and what comes beside them. {@link io.reelbudget.rate.RateCard#charge} has a line for each part, rounded by
 * the one rule of {@link io.reelbudget.rate.Rounding}. Licence fees and the dates of versions are in the packages
 * {@code licence} and {@code price}.
 */
@NullMarked
package io.reelbudget.rate;

import org.jspecify.annotations.NullMarked;
