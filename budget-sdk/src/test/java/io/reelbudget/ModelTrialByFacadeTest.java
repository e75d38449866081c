package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.estimator.ModelTrial;
import io.reelbudget.estimator.ModelTrial.Verdict;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.Source;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A new model given to the builder")
class ModelTrialByFacadeTest {

    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final int ENOUGH_JOBS = 600;

    @TempDir
    private Path parent;

    private final RandomGenerator random = new SplittableRandom(SEED);
    private int jobs;

    @BeforeEach
    void writeModels() throws IOException {
        FlattenedModel.writeBoth(parent);
    }

    @Test
    void takes_over_when_it_is_better_stays_so_and_is_rolled_back_by_one_call() {
        String old;
        String better;
        try (Reelbudget budgets = opened();
                TrainedCostEstimator truth = TrainedCostEstimator.bundled()) {
            old = model(budgets);
            better = truth.model().orElseThrow().label();
            runUntilDecided(budgets, truth);

            ModelTrial trial = budgets.modelTrial().orElseThrow();
            assertThat(trial.verdict()).as(trial.reason()).isEqualTo(Verdict.PROMOTED);
            assertThat(model(budgets)).isEqualTo(better).isNotEqualTo(old);
        }

        try (Reelbudget restarted = opened()) {
            assertThat(model(restarted)).isEqualTo(better);

            assertThat(restarted.rollBackModel().verdict()).isEqualTo(Verdict.ROLLED_BACK);

            assertThat(model(restarted)).isEqualTo(old);
        }

        try (Reelbudget afterwards = opened()) {
            assertThat(model(afterwards)).isEqualTo(old);
            assertThat(afterwards.modelTrial().orElseThrow().verdict()).isEqualTo(Verdict.ROLLED_BACK);
        }
    }

    @Test
    void is_refused_beside_an_estimator_that_would_not_use_it() {
        Path onnx = parent.resolve("flat.onnx");
        Path card = parent.resolve("flat.json");

        assertThatThrownBy(() -> Reelbudget.inMemory()
                        .estimator(new SteadyEstimator())
                        .model(onnx, card)
                        .open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A model was given beside an estimator");
        assertThatThrownBy(() -> Reelbudget.inMemory()
                        .estimator(new SteadyEstimator())
                        .challenger(onnx, card)
                        .open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A challenger was given beside an estimator of your own");
    }

    @Test
    void is_left_out_with_a_warning_where_there_is_none() {
        Path missing = parent.resolve("missing.onnx");
        try (Reelbudget budgets = LearningDirectory.settings(parent.resolve("ledger"))
                .challenger(missing, missing)
                .open()) {
            LearningDirectory.open(budgets);

            assertThat(budgets.modelTrial()).isEmpty();
            assertThat(model(budgets)).startsWith("reelbudget-cost ");
        }
    }

    private Reelbudget opened() {
        Reelbudget budgets = LearningDirectory.settings(parent.resolve("ledger"))
                .model(parent.resolve("flat.onnx"), parent.resolve("flat.json"))
                .challenger(parent.resolve("bundled.onnx"), parent.resolve("bundled.json"))
                .open();
        LearningDirectory.open(budgets);
        return budgets;
    }

    private void runUntilDecided(Reelbudget budgets, TrainedCostEstimator truth) {
        for (int i = 0; i < ENOUGH_JOBS && verdict(budgets) == Verdict.UNDECIDED; i++) {
            TranscodeJob job = anyJob();
            double seconds = truth.estimate(job).cpuSeconds().p50() * Math.exp(0.1 * random.nextGaussian());
            budgets.capture((Admitted) budgets.admit(LearningDirectory.ACME, job), seconds);
        }
    }

    private static Verdict verdict(Reelbudget budgets) {
        return budgets.modelTrial().orElseThrow().verdict();
    }

    private static String model(Reelbudget budgets) {
        return budgets.estimator().estimate(LearningDirectory.job("asked")).model();
    }

    /** Videos of all sorts: what tells the two models apart. */
    private TranscodeJob anyJob() {
        VideoCodec[] codecs = {VideoCodec.H264, VideoCodec.H265, VideoCodec.VP9};
        Source source = new Source(
                "mp4",
                codecs[random.nextInt(codecs.length)],
                1920,
                1080,
                24 + random.nextInt(36),
                5 + random.nextInt(60),
                (long) Math.exp(13 + 4 * random.nextDouble()),
                0);
        return LearningDirectory.job("varied-" + jobs++).withSource(source);
    }
}
