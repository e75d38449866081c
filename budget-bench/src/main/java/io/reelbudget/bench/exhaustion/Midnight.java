package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.exhaustion.BudgetLeft;
import io.reelbudget.forecast.exhaustion.BusyDays;
import io.reelbudget.forecast.exhaustion.FeatureRow;
import io.reelbudget.forecast.exhaustion.UsageSums;

/**
 * One question of the task: a budget of a user at a midnight of UTC, and what became of it.
 *
 * @param user whose
 * @param window the number of the window and budget it belongs to
 * @param time when it is asked, in seconds since 1970
 * @param budget what is left, for how long
 * @param sums what was spent until then
 * @param busy how busy the host was
 * @param runsOutIn after how many days it really ran out; infinite where not within the window
 * @param weekRate what the plain seven-day rate expects of a day
 * @param ownShare what share of the user's own last days, recent ones counting more, cost at least what is left
 */
record Midnight(
        TraceUser user,
        int window,
        double time,
        BudgetLeft budget,
        UsageSums sums,
        BusyDays busy,
        double runsOutIn,
        double weekRate,
        double ownShare) {

    /** Returns when the budget is renewed, in seconds since 1970. */
    double renewal() {
        return time + budget.days() * UsageTrace.DAY;
    }

    boolean ranOut() {
        return runsOutIn < budget.days();
    }

    boolean ranOutWithinDay() {
        return runsOutIn <= 1;
    }

    /** Returns after how many days the plain seven-day rate has it run out; infinite where never. */
    double weekRateRunsOutIn() {
        return weekRate > 0 ? budget.left() / weekRate : Double.POSITIVE_INFINITY;
    }

    FeatureRow row() {
        return FeatureRow.of(sums, budget, busy);
    }
}
