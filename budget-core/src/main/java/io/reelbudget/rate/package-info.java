/**
 * Makes money, or compute units, of what a job takes.
 *
 * <p>A {@link io.reelbudget.rate.RateCard} prices the estimate, the hold and the final charge with the same code; the
 * {@link io.reelbudget.rate.PriceBreakdown} has a line for each part and adds up exactly.
 */
@NullMarked
package io.reelbudget.rate;

import org.jspecify.annotations.NullMarked;
