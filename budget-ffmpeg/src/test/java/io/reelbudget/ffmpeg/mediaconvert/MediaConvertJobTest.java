package io.reelbudget.ffmpeg.mediaconvert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.Content;
import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.JobId;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Scan;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import io.reelbudget.rate.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A job document of MediaConvert")
class MediaConvertJobTest {

    private static final JobId ID = new JobId("job");
    private static final Source SOURCE = new Source(
            "mov", VideoCodec.PRORES, 1920, 1080, 25, 100, 0, 0, Scan.INTERLACED, DynamicRange.PQ, Content.unknown());

    private static final TranscodeJob WRITTEN = new TranscodeJob(
            ID,
            SOURCE,
            List.of(
                    new Target(
                            VideoCodec.H264,
                            MediaConvertJob.ENCODER,
                            "multi_pass_hq",
                            1280,
                            720,
                            30_000 / 1_001.0,
                            new RateControl.Bitrate(4_000_000),
                            "m3u8",
                            2,
                            Set.of(VideoFilter.DEINTERLACE, VideoFilter.DENOISE, VideoFilter.TONE_MAP)),
                    new Target(
                            VideoCodec.AV1,
                            MediaConvertJob.ENCODER,
                            "single_pass",
                            640,
                            360,
                            25,
                            new RateControl.Bitrate(700_000),
                            "m3u8",
                            1,
                            Set.of())),
            new ServiceLevel(ServiceLevel.Priority.HIGH, Optional.empty()));

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(MediaConvertJobTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static DescribedJob read(String json) {
        return MediaConvertJob.read(ID, json, file -> SOURCE);
    }

    @Nested
    @DisplayName("that is read")
    class Read {

        private final DescribedJob read = read(resource("hls-and-file.json"));

        @Test
        void is_a_job_with_a_target_for_each_output_with_video() {
            assertThat(read.job().targets())
                    .containsExactly(
                            new Target(
                                    VideoCodec.H264,
                                    "mediaconvert",
                                    "multi_pass_hq",
                                    1280,
                                    720,
                                    25,
                                    new RateControl.Bitrate(4_000_000),
                                    "m3u8",
                                    2,
                                    Set.of(VideoFilter.DEINTERLACE, VideoFilter.DENOISE, VideoFilter.TONE_MAP)),
                            new Target(
                                    VideoCodec.H265,
                                    "mediaconvert",
                                    "single_pass_hq",
                                    640,
                                    360,
                                    30_000 / 1_001.0,
                                    new RateControl.Bitrate(800_000),
                                    "m3u8",
                                    1,
                                    Set.of()),
                            new Target(
                                    VideoCodec.VP9,
                                    "mediaconvert",
                                    "multi_pass",
                                    1920,
                                    1080,
                                    25,
                                    new RateControl.Bitrate(2_000_000),
                                    "webm",
                                    2,
                                    Set.of()));
        }

        @Test
        void counts_sound_packaging_priority_and_acceleration() {
            assertThat(read.delivery())
                    .isEqualTo(Delivery.standard()
                            .withAudio("aac", "eac3", "opus")
                            .withPackaging("hls")
                            .withPasses(2)
                            .withFeatures(Delivery.ACCELERATED));
            assertThat(read.job().serviceLevel().priority()).isEqualTo(ServiceLevel.Priority.HIGH);
        }

        @Test
        void is_as_long_as_its_clippings() {
            double seconds = read.job().source().durationSeconds();

            assertThat(seconds).isCloseTo(60.48, within(1e-9));
            assertThat(read.job().source()).isEqualTo(SOURCE.withDurationSeconds(seconds));
        }

        @Test
        void says_what_it_could_not_take_over() {
            assertThat(read.remarks())
                    .containsExactly(
                            "$.Settings.OutputGroups[0].Outputs[0].VideoDescription.CodecSettings.H264Settings:"
                                    + " quality-defined bit rate of level 7 was read as its most; what it spends is"
                                    + " less and depends on the content.",
                            "$.Settings.OutputGroups[1].Outputs[0].VideoDescription.VideoPreprocessors.TimecodeBurnin"
                                    + " has no place in a job's description; name it as a feature of the delivery if it"
                                    + " is charged for.",
                            "$.Settings.OutputGroups[1].Outputs[1].VideoDescription.CodecSettings: FRAME_CAPTURE"
                                    + " encodes no video; it is no target.");
        }

        @Test
        void may_be_wrapped_as_an_answer_wraps_it() {
            assertThat(read("{\"Job\": " + resource("hls-and-file.json") + "}").job())
                    .isEqualTo(read.job());
        }
    }

    @Nested
    @DisplayName("that is wrong")
    class Wrong {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"Width\": 1280 | \"Width\": -1280 | $.Settings.OutputGroups[0].Outputs[0].VideoDescription.Width"
                            + " was -1280 pixels but must be 1 to 32768; correct it.",
                    "\"Width\": 1280 | \"Width\": \"HD\" | $.Settings.OutputGroups[0].Outputs[0].VideoDescription.Width"
                            + " was \"HD\" but must be a whole number; correct it.",
                    "\"FramerateNumerator\": 30000 | \"FramerateNumerator\": 0 | $.Settings.OutputGroups[0].Outputs[1]"
                            + ".VideoDescription.CodecSettings.H265Settings.FramerateNumerator gave 0/1001 but must"
                            + " give a rate of more than 0 and at most 1000 frames per second; correct it.",
                    "\"Bitrate\": 800000, | | $.Settings.OutputGroups[0].Outputs[1].VideoDescription.CodecSettings"
                            + ".H265Settings.Bitrate is missing but must be given; add it.",
                    "\"Codec\": \"VP9\" | \"Codec\": \"XAVC\" | $.Settings.OutputGroups[1].Outputs[0].VideoDescription"
                            + ".CodecSettings.Codec was \"XAVC\" but must be one of AV1, H_264, H_265, MPEG2, PRORES,"
                            + " VP8, VP9; correct it.",
                    "\"Priority\": 10 | \"Priority\": 51 | $.Priority was 51 but must be -50 to 50; correct it.",
                    "00:01:10:12 | 00:00:05:00 | $.Settings.Inputs[0].InputClippings[0] ends before it starts but must"
                            + " end later; swap its timecodes.",
                    "00:01:10:12 | soon | $.Settings.Inputs[0].InputClippings[0].EndTimecode was \"soon\" but must be a"
                            + " timecode such as 00:01:30:12; correct it.",
                    "\"FileInput\" | \"File\" | $.Settings.Inputs[0].FileInput is missing but must be given; add it.",
                    "\"Settings\": | \"settings\": | $.Settings is missing but must be given; add it.",
                    "\"Name\": \"Apple HLS\" | \"AutomatedEncodingSettings\": {} | $.Settings.OutputGroups[0]"
                            + ".AutomatedEncodingSettings lets MediaConvert choose the renditions, but they must be"
                            + " known to be priced; list them as outputs."
                })
        void is_refused_with_the_path_of_the_mistake(String right, String wrong, String message) {
            String json = resource("hls-and-file.json").replace(right, wrong == null ? "" : wrong);

            assertThatThrownBy(() -> read(json))
                    .isInstanceOf(JobDescriptionException.class)
                    .hasMessage(message);
        }

        @Test
        void is_refused_where_it_is_no_document_at_all() {
            for (String json : List.of("", "[]", "7", "null", "{", "{}", "{\"Settings\": []}", "[".repeat(100_000))) {
                assertThatThrownBy(() -> read(json)).isInstanceOf(JobDescriptionException.class);
            }
        }
    }

    @Nested
    @DisplayName("that is written")
    class Written {

        private final Delivery delivery = Delivery.standard()
                .withAudio("aac", "ac3")
                .withPackaging("hls")
                .withPasses(2)
                .withFeatures(Delivery.ACCELERATED);

        @Test
        void is_the_golden_file() {
            String json = MediaConvertJob.write(WRITTEN, delivery, "s3://in/film.mov", "s3://out/hls/");

            assertThat(json + "\n").isEqualTo(resource("written.json"));
        }

        @Test
        void is_read_as_the_same_job() {
            DescribedJob read = read(MediaConvertJob.write(WRITTEN, delivery, "s3://in/film.mov", "s3://out/hls/"));

            assertThat(read).isEqualTo(new DescribedJob(WRITTEN, delivery, List.of()));
        }

        @Test
        void says_what_mediaconvert_has_no_word_for() {
            TranscodeJob crf = WRITTEN.withTargets(
                    List.of(WRITTEN.targets().get(0).withRate(new RateControl.ConstantQuality(23))));

            assertThatThrownBy(() -> MediaConvertJob.write(crf, delivery, "s3://in", "s3://out"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Target rate was ConstantQuality[crf=23.0] but must be a bit rate to be written for"
                            + " MediaConvert; it has no CRF.");
        }
    }

    @RepeatedTest(5)
    void answers_any_damaged_document_with_a_job_or_a_reason(RepetitionInfo repetition) {
        long seed = 31_007L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        String whole = resource("hls-and-file.json");
        String[] pieces = {"null", "-1", "1e400", "\"\"", "{}", "[]", "true", "99999999999999999999", "\"x\"", "0"};
        for (int i = 0; i < 300; i++) {
            StringBuilder json = new StringBuilder(whole);
            for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
                // Whole values are replaced more often than characters: those are still JSON.
                int at = json.indexOf(": ", random.nextInt(json.length())) + 2;
                if (at > 1 && random.nextInt(4) > 0) {
                    int end = at;
                    while (end < json.length() && ",\n }]".indexOf(json.charAt(end)) < 0) {
                        end++;
                    }
                    json.replace(at, end, pieces[random.nextInt(pieces.length)]);
                } else {
                    json.setCharAt(random.nextInt(json.length()), "0-9:\"{}[],x".charAt(random.nextInt(11)));
                }
            }
            try {
                assertThat(read(json.toString()).job().targets()).isNotEmpty();
            } catch (JobDescriptionException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d, %s", seed, json)
                        .contains("must")
                        .endsWith(".");
            }
        }
    }
}
