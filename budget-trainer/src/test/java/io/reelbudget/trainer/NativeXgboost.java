package io.reelbudget.trainer;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;

/** Tells whether XGBoost's native library runs here; Linux needs libgomp1 for it. */
final class NativeXgboost {

    private NativeXgboost() {}

    static void assumePresent() {
        try {
            BoostingSettings settings = new BoostingSettings(1, 0.1, 2, 1, 1);
            List<PastJob> jobs = MadeUpJobs.of(2, 10, 1);
            QuantileBoosting.train(
                    TrainingRows.of(ViewedJob.of(jobs), CostLaw.fit(ViewedJob.of(jobs)), 1), 1, settings);
        } catch (IllegalStateException missing) {
            if (!(missing.getCause() instanceof LinkageError)) {
                throw missing;
            }
            System.err.println("SKIPPED: tests of training. " + missing.getMessage());
            abort(missing.getMessage());
        }
    }
}
