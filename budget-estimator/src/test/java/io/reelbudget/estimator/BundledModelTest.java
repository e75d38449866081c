package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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
        return Stream.of(Jobs.OPENH264, Jobs.VP9, Jobs.SVT_AV1, Jobs.X264);
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

        for (String encoder : List.of("libopenh264", "libvpx-vp9", "libsvtav1")) {
            HeldOutMetrics metrics = Objects.requireNonNull(metadata.metrics().get(encoder));
            assertThat(metrics.medianError()).as(encoder).isLessThanOrEqualTo(0.25);
            assertThat(metrics.p90Coverage()).as(encoder).isBetween(0.85, 0.95);
        }
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
