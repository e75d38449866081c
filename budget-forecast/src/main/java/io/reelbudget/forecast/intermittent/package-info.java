/**
 * Usage that is mostly nothing, and accounts of which little is known yet.
 *
 * <p>Start at {@link io.reelbudget.forecast.intermittent.Croston} where any step may be without usage, at
 * {@link io.reelbudget.forecast.intermittent.ZeroInflated} where that depends on the hour, and at
 * {@link io.reelbudget.forecast.intermittent.PlanPrior} where an account has hardly begun.
 */
@NullMarked
package io.reelbudget.forecast.intermittent;

import org.jspecify.annotations.NullMarked;
