/**
 * One code that prices the estimate, the hold and the final charge of a job.
 *
 * <p>A {@link io.reelbudget.price.PriceBook} keeps rate cards and licence catalogues by the date from which they count;
 * {@link io.reelbudget.price.PriceBook#price} makes a {@link io.reelbudget.price.PriceBreakdown}, whose lines add up to
 * the millionth and whose {@link io.reelbudget.price.PriceTag} says by what it was priced, so that a later charge can
 * be priced by the same.
 */
@NullMarked
package io.reelbudget.price;

import org.jspecify.annotations.NullMarked;
