package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelbudget.job.Content;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("A trained cost estimator")
class TrainedCostEstimatorTest {

    /** Starting, and decoding ten seconds of 1080p. */
    private static final double FIXED = 0.1 + 0.004 * Jobs.CAMERA.megapixels();

    private static final double ENCODING = 0.05 * 1280 * 720 * 30 * 10 / 1e6;
    private static final double CAMERA_X264_SECONDS = FIXED + ENCODING;

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.reelbudget.estimator");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Nested
    @DisplayName("asked about a job that its model covers")
    class Covered {

        @Test
        void answers_by_the_model_scaled_by_baseline_and_megapixels() throws IOException {
            try (TrainedCostEstimator estimator = small()) {
                CostEstimate estimate = estimator.estimate(Jobs.of(Jobs.X264));

                assertThat(estimate.origin()).isEqualTo(Origin.MODEL);
                assertThat(estimate.cpuSeconds().p50()).isEqualTo(CAMERA_X264_SECONDS, within(1e-3));
                assertThat(estimate.cpuSeconds().p10()).isEqualTo(FIXED + ENCODING * Math.exp(-0.5), within(1e-3));
                assertThat(estimate.cpuSeconds().p90()).isEqualTo(FIXED + ENCODING * Math.exp(0.6), within(1e-3));
                assertThat(estimate.model()).isEqualTo("small 1");
                assertThat(estimate.reason()).isEqualTo("Model small 1 on libx264/medium by metadata alone.");
                assertThat(estimate.similarJobs()).isZero();
                assertThat(log.list).isEmpty();
            }
        }

        @Test
        void says_why_its_source_was_not_probed() throws IOException {
            TranscodeJob job = Jobs.of(Jobs.X264);
            Content content = Content.unknown().withoutProbe("A probe may take 0.05 CPU seconds, too little.");
            try (TrainedCostEstimator estimator = small()) {
                CostEstimate estimate =
                        estimator.estimate(job.withSource(job.source().withContent(content)));

                assertThat(estimate.reason())
                        .isEqualTo("Model small 1 on libx264/medium by metadata alone."
                                + " Not probed: A probe may take 0.05 CPU seconds, too little.");
                assertThat(estimate.cpuSeconds())
                        .isEqualTo(estimator.estimate(job).cpuSeconds());
            }
        }

        @Test
        void adds_renditions_up_quantile_by_quantile() throws IOException {
            try (TrainedCostEstimator estimator = small()) {
                CostEstimate one = estimator.estimate(Jobs.of(Jobs.X264));

                CostEstimate two = estimator.estimate(Jobs.of(Jobs.X264, Jobs.X264.withSize(1280, 360)));

                // The second starts and decodes, too, and encodes half as much.
                assertThat(two.cpuSeconds().p50())
                        .isEqualTo(1.5 * one.cpuSeconds().p50() + FIXED / 2, within(1e-6));
                assertThat(two.cpuSeconds().p90())
                        .isEqualTo(1.5 * one.cpuSeconds().p90() + FIXED / 2, within(1e-6));
            }
        }

        @Test
        void sorts_quantiles_that_cross() throws IOException {
            CostModel crossed =
                    new SmallModel().withLeaves(0.5f, 0.5f, 0, 0, -0.5f, -0.5f).openIn(directory);
            try (TrainedCostEstimator estimator = TrainedCostEstimator.of(crossed)) {
                CostEstimate estimate = estimator.estimate(Jobs.of(Jobs.X264));

                assertThat(estimate.cpuSeconds().p10())
                        .isLessThan(estimate.cpuSeconds().p50());
                assertThat(estimate.cpuSeconds().p90())
                        .isGreaterThan(estimate.cpuSeconds().p50());
            }
        }

        @Test
        void says_so_where_it_knows_no_such_rate_control() throws IOException {
            Target toBitrate = Jobs.X264.withRate(Jobs.OPENH264.rate());
            try (TrainedCostEstimator estimator = small()) {
                assertThat(estimator.estimate(Jobs.of(toBitrate)).reason())
                        .isEqualTo(
                                "Model small 1 on libx264/medium by metadata alone, without regard to its rate control.");
            }
        }

        @Test
        void counts_each_pass_as_an_encode_and_says_so() throws IOException {
            try (TrainedCostEstimator estimator = small()) {
                CostEstimate one = estimator.estimate(Jobs.of(Jobs.X264));

                CostEstimate two = estimator.estimate(Jobs.of(Jobs.X264.withPasses(2)));

                assertThat(two.cpuSeconds().p50())
                        .isEqualTo(2 * one.cpuSeconds().p50(), within(1e-6));
                assertThat(two.reason()).contains("2 passes counted as 2 encodes");
            }
        }

        @Test
        void answers_where_a_formula_of_the_model_is_absurd() throws IOException {
            String absurd = SmallModel.formulas().replaceFirst("\\[0.0,0.0,", "[0.0,900.0,");
            CostModel model =
                    new SmallModel().withProperty(CostFormulas.PROPERTY, absurd).openIn(directory);
            try (TrainedCostEstimator estimator = TrainedCostEstimator.of(model)) {
                TranscodeJob tiny = Jobs.of(Jobs.X264.withSize(640, 360));

                assertThat(estimator.estimate(tiny).cpuSeconds().p50()).isPositive();
                estimator.learn(Jobs.finished(tiny, estimator.estimate(tiny), 1));
            }
        }

        @Test
        void learns_from_finished_jobs() throws IOException {
            TranscodeJob job = Jobs.of(Jobs.X264);
            try (TrainedCostEstimator estimator = small()) {
                for (int i = 0; i < 30; i++) {
                    estimator.learn(Jobs.finished(job, estimator.estimate(job), 2 * CAMERA_X264_SECONDS));
                }

                CostEstimate estimate = estimator.estimate(job);

                assertThat(estimate.cpuSeconds().p50()).isEqualTo(2 * CAMERA_X264_SECONDS, within(0.5));
                assertThat(estimate.similarJobs()).isEqualTo(30);
                assertThat(estimate.reason())
                        .isEqualTo("Model small 1 on libx264/medium by metadata alone, corrected by 30 finished jobs.");
            }
        }

        @Test
        void learns_nothing_from_a_job_that_took_no_time() throws IOException {
            TranscodeJob job = Jobs.of(Jobs.X264);
            try (TrainedCostEstimator estimator = small()) {
                estimator.learn(Jobs.finished(job, estimator.estimate(job), 0));

                assertThat(estimator.state().models().get(0).calibration().groups())
                        .isEmpty();
            }
        }
    }

    @Nested
    @DisplayName("asked about a job that its model does not cover")
    class NotCovered {

        @Test
        void answers_by_the_rate_and_says_why() throws IOException {
            try (TrainedCostEstimator estimator = small()) {
                CostEstimate estimate = estimator.estimate(Jobs.of(Jobs.NVENC));

                assertThat(estimate.origin()).isEqualTo(Origin.RATE);
                assertThat(estimate.model()).isEqualTo("rates 2026.11");
                assertThat(estimate.reason())
                        .startsWith("Model small 1 has no data on encoder hevc_nvenc: H265 at ")
                        .endsWith(" CPU seconds per megapixel.");
                assertThat(log.list).isEmpty();
            }
        }

        @Test
        void says_so_for_a_preset_and_for_sizes_far_from_its_data() throws IOException {
            Source huge = new Source("mp4", VideoCodec.H264, 8192, 8192, 30, 10, 0, 0);
            try (TrainedCostEstimator estimator = small()) {
                assertThat(estimator
                                .estimate(Jobs.of(Jobs.X264.withPreset("slow")))
                                .reason())
                        .startsWith("Model small 1 has no data on preset slow of libx264: ");
                assertThat(estimator
                                .estimate(Jobs.of(Jobs.X264.withSize(3840, 2160)))
                                .reason())
                        .startsWith("Model small 1 has no data on libx264 near the size 3840x2160: ");
                assertThat(estimator
                                .estimate(Jobs.of(Jobs.X264.withSize(160, 90)))
                                .reason())
                        .startsWith("Model small 1 has no data on libx264 near the size 160x90: ");
                assertThat(estimator
                                .estimate(TranscodeJob.of("job", huge, Jobs.X264))
                                .reason())
                        .startsWith("Model small 1 has no data on sources near the size 8192x8192: ");
            }
        }

        @Test
        void rests_on_the_rate_where_only_one_rendition_does() throws IOException {
            try (TrainedCostEstimator estimator = small()) {
                CostEstimate estimate = estimator.estimate(Jobs.of(Jobs.X264, Jobs.NVENC));

                assertThat(estimate.origin()).isEqualTo(Origin.RATE);
                assertThat(estimate.model()).isEqualTo("small 1 and rates 2026.11");
                assertThat(estimate.reason())
                        .contains("Model small 1 on libx264/medium by metadata alone; Model small 1 has no data on");
            }
        }

        @Test
        void is_close_after_a_few_jobs_for_calibration_takes_over() {
            TranscodeJob job = Jobs.of(Jobs.NVENC);
            try (TrainedCostEstimator estimator = TrainedCostEstimator.withRatesOnly()) {
                for (int i = 0; i < 10; i++) {
                    estimator.learn(Jobs.finished(job, estimator.estimate(job), 0.4));
                }

                assertThat(estimator.estimate(job).cpuSeconds().p50()).isEqualTo(0.4, within(0.15));
            }
        }
    }

    @Nested
    @DisplayName("without a model that works")
    class WithoutModel {

        @Test
        void warns_once_and_answers_by_rates() {
            Path missing = directory.resolve("missing.onnx");
            try (TrainedCostEstimator estimator = TrainedCostEstimator.withModel(missing, missing)) {
                CostEstimate estimate = estimator.estimate(Jobs.of(Jobs.X264));
                estimator.estimate(Jobs.of(Jobs.VP9));

                assertThat(estimate.origin()).isEqualTo(Origin.RATE);
                assertThat(estimate.reason()).startsWith("The model cannot be used (see the log): H264 at ");
                assertThat(warnings()).isEqualTo(1);
            }
        }

        @Test
        void takes_a_corrupt_file_no_worse() throws IOException {
            byte[] sound = new SmallModel().bytes();
            Path card = SmallModel.card(directory, sound);
            Path model = Files.write(
                    directory.resolve("corrupt.onnx"), "corrupt".getBytes(java.nio.charset.StandardCharsets.UTF_8));

            try (TrainedCostEstimator estimator = TrainedCostEstimator.withModel(model, card)) {
                assertThat(estimator.estimate(Jobs.of(Jobs.X264)).origin()).isEqualTo(Origin.RATE);
                assertThat(warnings()).isEqualTo(1);
            }
            assertThatThrownBy(() -> CostModel.open(model, card))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("one of the two was changed or damaged: restore both.");
        }

        @Test
        void falls_back_where_the_model_gives_nonsense() throws IOException {
            CostModel absurd = new SmallModel().withLeaves(0, 0, 0, 0, 99, 99).openIn(directory);
            try (TrainedCostEstimator estimator = TrainedCostEstimator.of(absurd)) {
                CostEstimate estimate = estimator.estimate(Jobs.of(Jobs.X264));
                estimator.estimate(Jobs.of(Jobs.X264));

                assertThat(estimate.reason()).startsWith("The model failed (see the log): H264 at ");
                assertThat(warnings()).isEqualTo(1);
            }
        }

        @Test
        void falls_back_after_the_model_was_closed() throws IOException {
            TrainedCostEstimator estimator = small();
            estimator.close();
            estimator.close();

            assertThat(estimator.estimate(Jobs.of(Jobs.X264)).origin()).isEqualTo(Origin.RATE);
            assertThat(warnings()).isEqualTo(1);
        }
    }

    @Test
    void answers_any_valid_job_however_absurd() {
        Source endless = new Source("mp4", VideoCodec.OTHER, 16_384, 16_384, 1_000, Double.MAX_VALUE, 0, 0);
        Source tiny = new Source("mp4", VideoCodec.OTHER, 1, 1, Double.MIN_VALUE, Double.MIN_VALUE, 0, 0);
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            for (Target target : new Target[] {Jobs.X264, Jobs.VP9, Jobs.NVENC}) {
                assertThat(estimator
                                .estimate(TranscodeJob.of("endless", endless, target))
                                .cpuSeconds()
                                .p90())
                        .isEqualTo(1e9);
                assertThat(estimator
                                .estimate(TranscodeJob.of("tiny", tiny, target))
                                .cpuSeconds()
                                .p10())
                        .isPositive();
            }
        }
    }

    private long warnings() {
        return log.list.stream().filter(event -> event.getLevel() == Level.WARN).count();
    }

    private TrainedCostEstimator small() throws IOException {
        return TrainedCostEstimator.of(new SmallModel().openIn(directory));
    }
}
