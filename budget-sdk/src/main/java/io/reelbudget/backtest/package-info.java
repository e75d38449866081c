/**
 * Replays what happened under another limit, price, policy or model, by the facade itself: the same ledger in memory,
 * the same admission, policies, forecaster and prices, in a time of its own.
 *
 * <p>{@link io.reelbudget.backtest.Backtest} is where to start: {@code whatIf} for one change over the last days,
 * {@code compare} for several over any range. {@link io.reelbudget.backtest.Setting} says what is changed,
 * {@link io.reelbudget.backtest.Comparison} what came of it.
 */
@NullMarked
package io.reelbudget.backtest;

import org.jspecify.annotations.NullMarked;
