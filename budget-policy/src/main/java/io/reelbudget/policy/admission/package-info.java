/**
 * How much is set aside for the jobs that run, all together: enough that the chance of overshooting the budget stays
 * where its owner wants it, and no more, so that few jobs are refused that would have fit.
 *
 * <p>Start at {@link io.reelbudget.policy.admission.RiskSizing}: ask it for the {@code total} to hold before a job is
 * admitted, tell it what was {@code admitted}, and what it cost once it {@code finished}.
 */
@NullMarked
package io.reelbudget.policy.admission;

import org.jspecify.annotations.NullMarked;
