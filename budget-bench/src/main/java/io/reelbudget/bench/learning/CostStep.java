package io.reelbudget.bench.learning;

import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.FinishedJob;
import java.util.ArrayList;
import java.util.List;

/** After so many jobs all become dearer at once, as after a new build of ffmpeg. */
final class CostStep {

    /** Jobs up to which each phase lasts: learning, before, then after the step. */
    private static final int[] ENDS = {300, 1_000, 1_050, 1_100, 1_300, 2_000};

    private static final int STEP_AT = ENDS[1];

    /** Names of the phases that are scored. */
    static final List<String> PHASES = List.of("before", "1-50", "51-100", "101-300", "later");

    private CostStep() {}

    /** Returns the phases, over several runs. */
    static List<Phase> run(int runs, double noise, double factor) {
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < ENDS.length; i++) {
            phases.add(new Phase());
        }
        try (TrainedCostEstimator unlearned = TrainedCostEstimator.bundled()) {
            for (int run = 0; run < runs; run++) {
                run(new MadeUpService(run, unlearned, noise), factor, phases);
            }
        }
        return phases.subList(1, phases.size());
    }

    private static void run(MadeUpService service, double factor, List<Phase> phases) {
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            int phase = 0;
            for (int i = 0; i < ENDS[ENDS.length - 1]; i++) {
                phase += i == ENDS[phase] ? 1 : 0;
                MadeUpService.Ran ran = service.next(i < STEP_AT ? 1 : factor);
                CostEstimate estimate = estimator.estimate(ran.job());
                phases.get(phase).add(estimate, ran.cpuSeconds());
                estimator.learn(new FinishedJob(ran.job(), estimate, ran.cpuSeconds()));
            }
        }
    }
}
