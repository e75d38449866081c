package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.estimator.CostModel;
import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.JobFeatures;
import io.reelbudget.estimator.ModelCard;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Training")
class CostTrainingTest {

    private static final BoostingSettings QUICK = new BoostingSettings(40, 0.15, 12, 5, 7);
    private static final CostTraining TRAINING =
            new CostTraining("made-up", "1", List.of("made up"), "Apache-2.0", QUICK);

    @TempDir
    private Path directory;

    @BeforeAll
    static void needXgboost() {
        NativeXgboost.assumePresent();
    }

    @Test
    void finds_the_law_behind_the_jobs_up_to_their_noise() {
        List<String> progress = new ArrayList<>();

        TrainedModel trained = TRAINING.train(MadeUpJobs.of(60, 25, 1), progress::add);

        HeldOutMetrics metrics =
                Objects.requireNonNull(trained.metadata().metrics().get("libvpx-vp9 METADATA"));
        assertThat(metrics.rows()).isEqualTo(1500);
        // The noise of encoding alone has a median of |exp(0.15 z) - 1| of about 0.10; decoding has none.
        assertThat(metrics.medianError()).isBetween(0.06, 0.13);
        assertThat(metrics.p90Coverage()).isBetween(0.87, 0.93);
        assertThat(Math.abs(metrics.totalError())).isLessThan(0.05);
        assertThat(trained.largestDifference()).isLessThanOrEqualTo(1e-4);
        assertThat(progress)
                .hasSize(CrossValidation.FOLDS + 1)
                .last()
                .asString()
                .startsWith("training on all 1500");
    }

    @Test
    void makes_a_model_that_the_estimator_takes() throws IOException {
        List<PastJob> jobs = MadeUpJobs.of(40, 20, 2);
        TrainedModel trained = TRAINING.train(jobs, line -> {});
        Path model = Files.write(directory.resolve("m.onnx"), trained.onnx());
        ModelCard card = ModelCard.of(trained.metadata(), trained.onnx(), Instant.EPOCH);
        Path cardFile = Files.writeString(directory.resolve("m.json"), card.toJson());

        try (TrainedCostEstimator estimator = TrainedCostEstimator.of(CostModel.open(model, cardFile))) {
            int within = 0;
            for (PastJob job : jobs) {
                CostEstimate estimate = estimator.estimate(TranscodeJob.of("job", job.source(), job.target()));
                assertThat(estimate.origin()).as(estimate.reason()).isEqualTo(Origin.MODEL);
                within += job.cpuSeconds() <= estimate.cpuSeconds().p90() ? 1 : 0;
            }
            assertThat((double) within / jobs.size()).isGreaterThan(0.85);
        }
    }

    /**
     * XGBoost heeds the direction in its splits; the leaves of the quantile loss, set afterwards, may step back a
     * little.
     */
    @Test
    void makes_a_higher_crf_dearer_by_a_few_per_cent_at_most() {
        List<PastJob> jobs = MadeUpJobs.of(40, 20, 3);
        List<ViewedJob> rows = ViewedJob.of(jobs);
        CostLaw law = CostLaw.fit(rows);
        TreeEnsemble trees = QuantileBoosting.train(TrainingRows.of(rows, law, 7), 40, QUICK);

        for (PastJob job : jobs.subList(0, 50)) {
            double least = Double.POSITIVE_INFINITY;
            for (int crf = 15; crf <= 55; crf++) {
                Target target = job.target().withRate(new RateControl.ConstantQuality(crf));
                ViewedJob asked = ViewedJob.of(List.of(new PastJob("asked", job.source(), target, 1)))
                        .get(0);
                double p50 = law.logPerMegapixel(asked) + trees.predict(JobFeatures.of(job.source(), target))[1];
                assertThat(p50).isLessThanOrEqualTo(least + 0.05);
                least = Math.min(least, p50);
            }
        }
    }

    @Test
    void is_repeatable_to_the_byte() {
        List<PastJob> jobs = MadeUpJobs.of(20, 20, 4);

        assertThat(TRAINING.train(jobs, line -> {}).onnx())
                .isEqualTo(TRAINING.train(jobs, line -> {}).onnx());
    }

    @Test
    void leaves_out_an_encoder_that_too_few_videos_met_and_says_so() {
        List<PastJob> jobs = new ArrayList<>(MadeUpJobs.of(20, 20, 6));
        PastJob like = jobs.get(0);
        Target odd = new Target(VideoCodec.AV1, "libsvtav1", "10", 640, 360, 30, new RateControl.ConstantQuality(35));
        jobs.add(new PastJob(like.video(), like.source(), odd, 3));
        List<String> progress = new ArrayList<>();

        TrainedModel trained = TRAINING.train(jobs, progress::add);

        assertThat(trained.metadata().encoders().keySet()).containsExactly("libvpx-vp9");
        assertThat(progress).contains("left out: 1 jobs of libsvtav1, which too few videos met");
    }

    @Test
    void learns_from_jobs_that_all_have_a_filter() {
        List<PastJob> jobs = MadeUpJobs.of(20, 20, 7).stream()
                .map(job -> new PastJob(
                        job.video(),
                        job.source(),
                        job.target().withFilters(Set.of(VideoFilter.DENOISE)),
                        job.cpuSeconds()))
                .toList();

        HeldOutMetrics metrics = Objects.requireNonNull(
                TRAINING.train(jobs, line -> {}).metadata().metrics().get("libvpx-vp9 METADATA"));

        assertThat(metrics.medianError()).isLessThan(0.2);
    }

    @Test
    void foretells_no_size_where_none_was_measured() throws IOException {
        TrainedModel trained = TRAINING.train(MadeUpJobs.of(20, 20, 8), line -> {});
        Path model = Files.write(directory.resolve("s.onnx"), trained.onnx());
        Path card = Files.writeString(
                directory.resolve("s.json"),
                ModelCard.of(trained.metadata(), trained.onnx(), Instant.EPOCH).toJson());
        PastJob job = MadeUpJobs.of(1, 1, 9).get(0);

        try (TrainedCostEstimator estimator = TrainedCostEstimator.of(CostModel.open(model, card))) {
            assertThat(estimator
                            .estimate(TranscodeJob.of("job", job.source(), job.target()))
                            .footprint())
                    .isEmpty();
        }
    }

    @Test
    void makes_formulas_rise_with_the_frame_rate_whatever_the_data_say() {
        List<PastJob> jobs = new ArrayList<>();
        for (PastJob job : MadeUpJobs.of(30, 20, 10)) {
            double rate = jobs.size() % 2 == 0 ? 15 : 60;
            // Fast pictures were next to free.
            double cost = job.cpuSeconds() * (rate > 30 ? 0.05 : 1);
            jobs.add(new PastJob(
                    job.video(), job.source(), job.target().withFramesPerSecond(Math.min(30, rate)), cost + 0.3));
        }
        List<ViewedJob> rows = ViewedJob.of(jobs);
        CostLaw law = CostLaw.fit(rows);

        for (ViewedJob row : rows.subList(0, 20)) {
            Target slow = row.job().target().withFramesPerSecond(15);
            Target fast = row.job().target().withFramesPerSecond(30);
            assertThat(seconds(law, row, fast)).isGreaterThanOrEqualTo(seconds(law, row, slow) * (1 - 1e-9));
        }
    }

    private static double seconds(CostLaw law, ViewedJob like, Target target) {
        ViewedJob asked = ViewedJob.of(List.of(new PastJob("asked", like.job().source(), target, 1)))
                .get(0);
        return Math.exp(law.logPerMegapixel(asked)) * CostLaw.megapixels(asked);
    }

    @Test
    void refuses_jobs_of_too_few_videos() {
        assertThatThrownBy(() -> TRAINING.train(MadeUpJobs.of(5, 50, 5), line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Training data had 5 videos but must have at least 10 to hold some of them out; bring jobs of"
                                + " more videos.");
    }
}
