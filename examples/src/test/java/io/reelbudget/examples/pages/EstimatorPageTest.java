package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Reelbudget;
import io.reelbudget.estimator.EstimatorState;
import io.reelbudget.estimator.ModelTrial;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.TranscodeJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The pages on estimates")
class EstimatorPageTest {

    @Test
    void show_an_estimator_that_learns_from_a_job_and_keeps_it(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("learnt.json");
        TranscodeJob job = PageJobs.job("upload-1");
        double cpuSeconds = 42;
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            CostEstimate estimate = estimator.estimate(job); // origin MODEL or RATE, and a reason in one sentence
            // ... the job runs ...
            estimator.learn(new FinishedJob(job, estimate, cpuSeconds));
            Files.writeString(file, estimator.state().toJson()); // and EstimatorState.parse, restore
        }

        try (TrainedCostEstimator next = TrainedCostEstimator.bundled()) {
            next.restore(EstimatorState.parse(Files.readString(file)));
            assertThat(next.estimate(job).similarJobs()).isEqualTo(1);
        }
    }

    @Test
    void show_jobs_that_are_estimated_together() {
        List<TranscodeJob> jobs = PageJobs.jobs(20);
        try (Reelbudget budgets = Reelbudget.inMemory().open()) {
            BatchEstimate batch = budgets.estimateTogether(jobs);
            batch.cpuSeconds().p90(); // less than the sum of P90s, more than if each job erred by itself
            batch.meanCpuSeconds(); // the sum of the means

            CostEstimate estimate = budgets.estimator().estimate(jobs.get(0));
            assertThat(batch.cpuSeconds().p90())
                    .isLessThan(20 * estimate.cpuSeconds().p90());
        }
    }

    @Test
    void show_both_questions_side_by_side() {
        TranscodeJob job = PageJobs.job("upload-1");
        List<TranscodeJob> jobs = PageJobs.jobs(3);
        try (Reelbudget budgets = Reelbudget.inMemory().open()) {
            CostEstimate estimate = budgets.estimator().estimate(job);
            BatchEstimate night = budgets.estimateTogether(jobs);

            assertThat(night.cpuSeconds().p50())
                    .isGreaterThan(estimate.cpuSeconds().p50());
        }
    }

    @Test
    void show_a_model_beside_the_one_in_use(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("ledger");
        Path model = bundled(parent, "cost-model.onnx");
        Path card = bundled(parent, "cost-model.json");

        Reelbudget budgets = Reelbudget.at(directory).challenger(model, card).open();
        Optional<ModelTrial> trial =
                budgets.modelTrial(); // UNDECIDED, PROMOTED, WORSE, FAILED or ROLLED_BACK; none beside itself
        if (trial.filter(each -> each.verdict() == ModelTrial.Verdict.PROMOTED).isPresent()) {
            budgets.rollBackModel(); // back to the old one, for good
        }

        assertThat(trial).as("the model in use is not tried beside itself").isEmpty();
        budgets.close();
    }

    private static Path bundled(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream resource = TrainedCostEstimator.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(resource), file);
        }
        return file;
    }
}
