package io.reelbudget.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The description of a job")
class JobDescriptionTest {

    private static final Source SOURCE = new Source("mp4", VideoCodec.H264, 1920, 1080, 25, 10, 5_000_000, 6_250_000);
    private static final Target TARGET =
            new Target(VideoCodec.H265, "libx265", "medium", 1280, 720, 25, new RateControl.ConstantQuality(28));
    private static final TrialEncode TRIAL = new TrialEncode("libx264", "ultrafast", 640, 360, 120, 10, 0.004, 0.2);

    private static void refused(ThrowingCallable value, String message) {
        assertThatThrownBy(value).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Nested
    @DisplayName("of a source")
    class OfSource {

        @Test
        void knows_neither_scan_nor_range_nor_content_unless_told() {
            assertThat(SOURCE.scan()).isEqualTo(Scan.UNKNOWN);
            assertThat(SOURCE.range()).isEqualTo(DynamicRange.UNKNOWN);
            assertThat(SOURCE.content()).isEqualTo(Content.unknown());
            assertThat(SOURCE.megapixels()).isEqualTo(518.4);
        }

        @Test
        void refuses_a_thousand_million_pixels_with_their_number() {
            refused(
                    () -> new Source("mp4", VideoCodec.H264, 32_000, 31_250, 25, 1, 0, 0),
                    "Source picture was 32000x31250, 1000000000 pixels, but must have at most 268435456; check what"
                            + " described the video.");
            assertThat(TARGET.withSize(16_384, 16_384).width()).isEqualTo(16_384);
        }

        @Test
        void refuses_words_that_would_break_a_line_or_a_table() {
            refused(
                    () -> new Source("mp4\n", VideoCodec.H264, 2, 2, 25, 1, 0, 0),
                    "Source container had 4 characters but must have at most 64 and no control characters; use ffmpeg's"
                            + " word for it.");
            refused(
                    () -> new Source("m".repeat(65), VideoCodec.H264, 2, 2, 25, 1, 0, 0),
                    "Source container had 65 characters but must have at most 64 and no control characters; use"
                            + " ffmpeg's word for it.");
        }

        @Test
        void keeps_its_bit_rate_but_not_its_size_when_it_is_cut() {
            assertThat(SOURCE.withDurationSeconds(4))
                    .isEqualTo(new Source("mp4", VideoCodec.H264, 1920, 1080, 25, 4, 5_000_000, 0));
            assertThat(SOURCE.withDurationSeconds(10)).isEqualTo(SOURCE);
        }

        @ParameterizedTest
        @CsvSource({
            "smpte2084, PQ, true",
            "arib-std-b67, HLG, true",
            "bt709, STANDARD, false",
            "bt2020-10, STANDARD, false",
            "unknown, UNKNOWN, false"
        })
        void tells_its_dynamic_range_by_its_transfer(String transfer, DynamicRange range, boolean high) {
            assertThat(DynamicRange.ofFfmpegTransfer(transfer)).isEqualTo(range);
            assertThat(range.isHigh()).isEqualTo(high);
        }
    }

    @Nested
    @DisplayName("of a target")
    class OfTarget {

        @Test
        void is_in_one_pass_without_filters_unless_told() {
            assertThat(TARGET.passes()).isEqualTo(1);
            assertThat(TARGET.filters()).isEmpty();
            assertThat(TARGET.container()).isEmpty();
        }

        @Test
        void keeps_passes_filters_and_container_when_something_else_changes() {
            Target target = TARGET.withPasses(2)
                    .withFilters(Set.of(VideoFilter.TONE_MAP, VideoFilter.DEINTERLACE))
                    .withContainer("mp4");

            Target changed = target.withSize(640, 360)
                    .withPreset("slow")
                    .withRate(new RateControl.Bitrate(900_000))
                    .withFramesPerSecond(12.5);

            assertThat(changed.passes()).isEqualTo(2);
            assertThat(changed.filters()).containsExactly(VideoFilter.DEINTERLACE, VideoFilter.TONE_MAP);
            assertThat(changed.container()).isEqualTo("mp4");
            assertThat(changed.framesPerSecond()).isEqualTo(12.5);
        }

        @Test
        void is_scaled_where_its_sides_differ_from_the_sources() {
            TranscodeJob job = TranscodeJob.of("job", SOURCE, TARGET.withFilters(Set.of(VideoFilter.DENOISE)));

            assertThat(job.filtersOf(job.targets().get(0))).containsExactly(VideoFilter.DENOISE, VideoFilter.SCALE);
            assertThat(job.filtersOf(TARGET.withSize(1920, 1080))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 11})
        void refuses_passes_that_no_encoder_makes(int passes) {
            refused(
                    () -> TARGET.withPasses(passes),
                    "Target passes were " + passes + " but must be 1 to 10; check what described the job.");
        }

        @Test
        void refuses_an_encoder_or_a_preset_without_a_name() {
            refused(
                    () -> TARGET.withPreset(" "),
                    "Target preset was ' ' but must not be blank; use ffmpeg's word for it.");
            assertThatThrownBy(() ->
                            new Target(VideoCodec.H264, "", "medium", 2, 2, 25, new RateControl.ConstantQuality(23)))
                    .hasMessageStartingWith("Target encoder was ''");
        }
    }

    @Nested
    @DisplayName("of content")
    class OfContent {

        @Test
        void says_why_there_was_no_probe_until_there_is_one() {
            Content refused = Content.unknown().withoutProbe("It would have cost too much.");

            assertThat(refused.withDecodeSecondsPerMegapixel(0.1).unprobed()).contains("It would have cost too much.");
            assertThat(refused.withTrials(List.of(TRIAL)).unprobed()).isEmpty();
            assertThat(Content.unknown()
                            .withTrials(List.of(TRIAL))
                            .withoutProbe("Old.")
                            .trials())
                    .isEmpty();
            assertThatThrownBy(() -> Content.unknown().withoutProbe(" "))
                    .hasMessage("Why there was no probe had 1 characters but must be one sentence of 1 to 500;"
                            + " say why.");
            assertThatThrownBy(() -> Content.unknown().withoutProbe("x".repeat(501)))
                    .hasMessageContaining("had 501 characters");
            assertThatThrownBy(() -> new Content(
                            Optional.empty(), List.of(TRIAL), OptionalDouble.empty(), Optional.of("Too dear.")))
                    .hasMessage("Content had 1 trial encodes but was said to be unprobed, as 'Too dear.'; give one of"
                            + " both.");
        }

        @Test
        void keeps_measures_of_the_host_and_trials_of_the_probe() {
            Content content = Content.unknown()
                    .withComplexity(
                            Complexity.of(0.454, 1.229).withVariation(15.962).withColour(0.794))
                    .withTrials(List.of(TRIAL))
                    .withDecodeSecondsPerMegapixel(0.003);

            assertThat(SOURCE.withContent(content).content()).isEqualTo(content);
            assertThat(content.trial("libx264", "ultrafast")).contains(TRIAL);
            assertThat(content.trial("libx264", "medium")).isEmpty();
            assertThat(content.complexity().map(Complexity::motion)).contains(OptionalDouble.of(0.454));
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.1, Double.NaN, 1_000.1, Double.POSITIVE_INFINITY})
        void refuses_measures_that_measure_nothing(double value) {
            refused(
                    () -> Complexity.of(value, 1),
                    "Content's motion was " + value + " but must be 0 to 1000; leave it empty where it is not known.");
            assertThatThrownBy(() -> Complexity.of(1, 1).withColour(value)).hasMessageStartingWith("Content's colour");
        }

        @ParameterizedTest
        @ValueSource(doubles = {-1, 0, Double.NaN, Double.POSITIVE_INFINITY})
        void refuses_trials_that_took_nothing(double value) {
            refused(
                    () -> new TrialEncode("libx264", "ultrafast", 640, 360, 120, 10, value, 0.2),
                    "Trial's CPU seconds per megapixel was " + value
                            + " but must be more than zero and finite; probe the source again.");
            assertThatThrownBy(() -> new TrialEncode("libx264", "ultrafast", 640, 360, 120, 10, 0.004, value))
                    .hasMessageStartingWith("Trial's bits per pixel was " + value);
            assertThatThrownBy(() -> Content.unknown().withDecodeSecondsPerMegapixel(value))
                    .hasMessageStartingWith("Content's decoding seconds per megapixel were " + value);
        }

        @Test
        void refuses_more_pieces_than_frames() {
            refused(
                    () -> new TrialEncode("libx264", "ultrafast", 640, 360, 12, 13, 0.004, 0.2),
                    "Trial's segments were 13 but must be 1 to its 12 frames; check what described the trial.");
        }

        @Test
        void refuses_more_trials_than_a_probe_makes() {
            refused(
                    () -> Content.unknown().withTrials(Collections.nCopies(17, TRIAL)),
                    "Trial encodes were 17 but must be 0 to 16; check what described the job.");
        }
    }

    @ParameterizedTest
    @EnumSource(VideoCodec.class)
    void knows_each_codec_by_the_name_that_it_gives_it(VideoCodec codec) {
        assertThat(VideoCodec.ofFfmpegName(codec.ffmpegName())).isEqualTo(codec);
    }

    @Test
    void refuses_a_deadline_before_the_submission() {
        refused(
                () -> new ServiceLevel(ServiceLevel.Priority.HIGH, Optional.of(Duration.ofSeconds(-1))),
                "Deadline was PT-1S but must be more than zero; it counts from the job's submission, none is said by"
                        + " leaving it empty.");
    }

    @Test
    void refuses_more_targets_than_a_job_has() {
        assertThatThrownBy(() -> TranscodeJob.of("job", SOURCE, TARGET).withTargets(Collections.nCopies(1_001, TARGET)))
                .hasMessage("Targets of job 'job' were 1001 but must be 1 to 1000; check what described the job.");
    }

    /** Whatever numbers come, a job is described in bounds or the field at fault is named. */
    @RepeatedTest(5)
    void takes_any_numbers_or_names_the_field_that_is_wrong(RepetitionInfo repetition) {
        long seed = 4_711L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < 2_000; i++) {
            int width = side(random);
            int height = side(random);
            double fps = rate(random);
            double seconds = rate(random);
            try {
                Source source = new Source("mp4", VideoCodec.H264, width, height, fps, seconds, 0, 0);
                accepted++;
                assertThat(source.megapixels()).as("seed %d, round %d", seed, i).isFinite();
                assertThat((long) width * height).isBetween(1L, 1L << 28);
                assertThat(source.frames()).isPositive();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d, round %d", seed, i)
                        .matches("Source (width|height|picture|frame rate|duration).* was .* but must .*;.*\\.");
                assertThat(isSound(width, height, fps, seconds)).isFalse();
            }
        }
        assertThat(accepted).as("seed %d", seed).isPositive();
    }

    private static boolean isSound(int width, int height, double fps, double seconds) {
        boolean picture = width >= 1 && width <= 32_768 && height >= 1 && height <= 32_768;
        return picture
                && (long) width * height <= 1 << 28
                && fps > 0
                && fps <= 1_000
                && seconds > 0
                && seconds < Double.POSITIVE_INFINITY;
    }

    private static int side(SplittableRandom random) {
        int[] odd = {0, -1, 1, 32_768, 32_769, Integer.MIN_VALUE, Integer.MAX_VALUE};
        return random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextInt(1, 30_000);
    }

    private static double rate(SplittableRandom random) {
        double[] odd = {0, -0.0, -1, Double.NaN, Double.MIN_VALUE, 1_000, 1_000.001, Double.POSITIVE_INFINITY};
        return random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextDouble(1_000);
    }
}
