/**
 * Exact amounts of what budgets are counted in: money, or compute units such as vCPU seconds.
 *
 * <p>An {@link io.reelbudget.money.Amount} is a whole number of millionths of its {@link io.reelbudget.money.Unit}; two
 * units are never mixed and nothing is rounded without being told how. Start with
 * {@link io.reelbudget.money.Amount#parse}.
 */
@NullMarked
package io.reelbudget.money;

import org.jspecify.annotations.NullMarked;
