/**
 * What to do before a budget runs out.
 *
 * <p>A {@link io.reelbudget.policy.ScalingPolicy} turns a {@link io.reelbudget.policy.BudgetSituation} into a
 * {@link io.reelbudget.policy.Decision} and has no effects; the {@link io.reelbudget.policy.RunwayMonitor} reads the
 * situation, records the decision in the ledger and then carries it out through the host's hooks. Start with
 * {@link io.reelbudget.policy.RunwayMonitor#builder}.
 */
@NullMarked
package io.reelbudget.policy;

import org.jspecify.annotations.NullMarked;
