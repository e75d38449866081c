/**
 * When an account runs out, by what accounts like it did: a combination of running sums that was learnt across
 * accounts.
 *
 * <p>Feed an {@link io.reelbudget.forecast.exhaustion.AccountPulse} with what an account spends, ask it for its
 * {@link io.reelbudget.forecast.exhaustion.UsageSums}, and ask a
 * {@link io.reelbudget.forecast.exhaustion.LearntCombination} for the
 * {@link io.reelbudget.forecast.exhaustion.RunOutCurve} of a {@link io.reelbudget.forecast.exhaustion.BudgetLeft}.
 * Start with {@link io.reelbudget.forecast.exhaustion.LearntCombination#shipped}.
 */
@NullMarked
package io.reelbudget.forecast.exhaustion;

import org.jspecify.annotations.NullMarked;
