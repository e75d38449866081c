package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Plan;

/**
 * A plan that was announced.
 *
 * @param from when it takes effect
 */
record PendingPlan(Plan plan, long from) {}
