package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Content;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.Footprint;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.TrialEncode;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The bundled model")
class BundledModelTest {

    private static final TrainedCostEstimator ESTIMATOR = TrainedCostEstimator.bundled();

    @AfterAll
    static void close() {
        ESTIMATOR.close();
    }

    static Stream<Target> bundledEncoders() {
        return Stream.of(Jobs.OPENH264, Jobs.VP9, Jobs.SVT_AV1, Jobs.X264, Jobs.X265);
    }

    @ParameterizedTest
    @MethodSource("bundledEncoders")
    void covers_the_encoders_of_the_bundled_ffmpeg_on_short_clips(Target target) {
        for (int[] size : new int[][] {{640, 360}, {1280, 720}, {1920, 1080}}) {
            for (double seconds : new double[] {2, 10}) {
                Source clip = new Source("mkv", VideoCodec.H264, size[0], size[1], 30, seconds, 4_000_000, 0);
                CostEstimate estimate = ESTIMATOR.estimate(TranscodeJob.of("clip", clip, target));

                assertThat(estimate.origin()).as(estimate.reason()).isEqualTo(Origin.MODEL);
                assertThat(estimate.cpuSeconds().p10()).isPositive();
                assertThat(estimate.cpuSeconds().p90())
                        .isBetween(
                                estimate.cpuSeconds().p50(),
                                10 * estimate.cpuSeconds().p50());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bundledEncoders")
    void goes_with_length_also_beyond_the_clips_it_was_trained_on(Target target) {
        double minute = ESTIMATOR
                .estimate(TranscodeJob.of("m", camera(60), target))
                .cpuSeconds()
                .p50();
        double hour = ESTIMATOR
                .estimate(TranscodeJob.of("h", camera(3600), target))
                .cpuSeconds()
                .p50();

        assertThat(hour / minute).isBetween(40.0, 80.0);
    }

    @Test
    void says_how_well_it_did_on_videos_it_had_not_seen() {
        ModelMetadata metadata = ESTIMATOR.model().orElseThrow();

        for (String encoder : List.of("libopenh264", "libvpx-vp9", "libsvtav1", "libx264", "libx265")) {
            HeldOutMetrics blind = Objects.requireNonNull(metadata.metrics().get(encoder + " METADATA"));
            HeldOutMetrics probed = Objects.requireNonNull(metadata.metrics().get(encoder + " MPEG4_TRIALS"));
            assertThat(blind.medianError()).as(encoder).isLessThanOrEqualTo(0.3);
            assertThat(probed.medianError()).as(encoder).isLessThan(blind.medianError());
            assertThat(probed.p90Coverage()).as(encoder).isBetween(0.85, 0.95);
        }
    }

    /** Physics: whatever else a job is, a larger picture and a faster one take no less. */
    @Test
    void never_makes_more_pixels_or_more_frames_cheaper() {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int trial = 0; trial < 300; trial++) {
            Source source = AnyJob.source(random);
            Target target = AnyJob.target(random);
            Quantiles before = null;
            int height = 120;
            double framesPerSecond = 10;
            while (height < 2_300) {
                Target larger = target.withSize(Math.max(64, 2 * (height * 8 / 9)), height)
                        .withFramesPerSecond(framesPerSecond);
                CostEstimate estimate = ESTIMATOR.estimate(TranscodeJob.of("larger", source, larger));
                if (estimate.origin() == Origin.MODEL) {
                    if (before != null) {
                        assertThat(estimate.cpuSeconds().p50())
                                .as("P50 of %s from %s, trial %d", larger, source, trial)
                                .isGreaterThanOrEqualTo(before.p50() * (1 - 1e-9));
                        assertThat(estimate.cpuSeconds().p90())
                                .as("P90 of %s from %s, trial %d", larger, source, trial)
                                .isGreaterThanOrEqualTo(before.p90() * (1 - 1e-9));
                    }
                    before = estimate.cpuSeconds();
                }
                if (random.nextInt(3) > 0) {
                    height += 2 * (1 + random.nextInt(1 + height / 8));
                } else {
                    framesPerSecond *= 1 + 0.2 * random.nextDouble();
                }
            }
        }
    }

    @Test
    void makes_more_of_a_probe_that_found_more_to_code() {
        Target target = Jobs.X264.withSize(854, 480);
        CostEstimate calm = ESTIMATOR.estimate(TranscodeJob.of("calm", probed(0.1, 0.02), target));
        CostEstimate busy = ESTIMATOR.estimate(TranscodeJob.of("busy", probed(0.8, 0.5), target));

        assertThat(busy.cpuSeconds().p50())
                .isGreaterThan(1.5 * calm.cpuSeconds().p50());
        assertThat(busy.reason()).contains("by trial encodes of its content");
        assertThat(busy.contributions()).anySatisfy(each -> {
            assertThat(each.cause()).isEqualTo("detail and motion");
            assertThat(each.sentence()).contains("dearer than usual");
        });
        assertThat(busy.footprint().orElseThrow().outputBytes().p50())
                .isGreaterThan(2 * calm.footprint().orElseThrow().outputBytes().p50());
    }

    @Test
    void foretells_what_is_written_and_held_in_memory() {
        Target target = Jobs.VP9.withRate(new RateControl.Bitrate(2_000_000));

        CostEstimate estimate = ESTIMATOR.estimate(TranscodeJob.of("job", camera(60), target));

        Footprint footprint = estimate.footprint().orElseThrow();
        double asked = 2_000_000 / 8.0 * 60;
        assertThat(footprint.outputBytes().p10()).isLessThan(asked * 1.2);
        assertThat(footprint.outputBytes().p90()).isGreaterThan(asked * 0.8);
        assertThat(footprint.peakMemoryBytes().orElseThrow().p50()).isBetween(20e6, 1e9);
    }

    private static Source probed(double detail, double motion) {
        return camera(60)
                .withContent(Content.unknown()
                        .withTrials(List.of(
                                new TrialEncode("libx264", "ultrafast", 960, 540, 60, 8, 0.01, detail),
                                new TrialEncode("libx264", "veryfast", 960, 540, 60, 8, 0.02, motion))));
    }

    @Test
    void is_small_and_says_where_it_comes_from() throws IOException {
        ModelCard card = ModelCard.parse(resource("cost-model.json"));

        assertThat(card.bytes()).isLessThan(2 << 20);
        assertThat(card.licence()).contains("MIT");
        assertThat(card.provenance()).anyMatch(line -> line.contains("Lesoil"));
        assertThat(card.schemaHash()).isEqualTo(JobFeatures.schemaHash());
        assertThat(ModelCard.parse(card.toJson())).isEqualTo(card);
    }

    private static Source camera(double seconds) {
        return new Source("mp4", VideoCodec.H264, 1920, 1080, 30, seconds, 8_000_000, 0);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BundledModelTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
