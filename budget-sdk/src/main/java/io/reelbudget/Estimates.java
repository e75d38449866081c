package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;

/**
 * What jobs are expected to take, measured.
 *
 * <p>This class is thread-safe.
 */
record Estimates(CostEstimator estimator, Telemetry telemetry) {

    CostEstimate of(AccountPath account, TranscodeJob job) {
        return telemetry.time(
                Step.ESTIMATE, account, () -> estimator.estimate(job), estimate -> Outcome.of(estimate.origin()));
    }
}
