package io.reelbudget.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A transcoding job")
class TranscodeJobTest {

    private static final Source SOURCE = new Source("mp4", VideoCodec.H264, 1920, 1080, 23.976, 10, 5_000_000, 0);
    private static final Target TARGET =
            new Target(VideoCodec.VP9, "libvpx-vp9", "8", 1280, 720, 23.976, new RateControl.Bitrate(2_500_000));

    private static void refused(ThrowingCallable value, String message) {
        assertThatThrownBy(value).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static Source source(int width, int height, double fps, double seconds) {
        return new Source("mp4", VideoCodec.H264, width, height, fps, seconds, 0, 0);
    }

    @Test
    void is_a_source_and_targets_that_cannot_be_changed() {
        List<Target> targets = new ArrayList<>(List.of(TARGET));
        TranscodeJob job = new TranscodeJob(new JobId("upload-4711"), SOURCE, targets, ServiceLevel.standard());
        targets.clear();

        assertThat(job).isEqualTo(TranscodeJob.of("upload-4711", SOURCE, TARGET));
        assertThat(job.withTargets(List.of(TARGET, TARGET)).targets()).hasSize(2);
        assertThat(job.id()).hasToString("upload-4711");
        refused(
                () -> TranscodeJob.of("empty", SOURCE),
                "Job 'empty' had no target but must have at least one; add the rendition to make.");
    }

    @Test
    void has_an_id_of_1_to_128_characters() {
        assertThat(new JobId("x".repeat(128)).value()).hasSize(128);
        for (String id : List.of("", "   ", "x".repeat(129))) {
            refused(
                    () -> new JobId(id),
                    "Job id had " + id.length() + " characters but must have 1 to 128 and not be blank; use a name such"
                            + " as 'upload-4711-720p'.");
        }
    }

    @Test
    void counts_the_frames_of_its_source() {
        assertThat(SOURCE.frames()).isEqualTo(240);
        assertThat(source(16, 16, 1, 0.001).frames()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 32_769})
    void refuses_sides_that_no_video_has(int pixels) {
        refused(
                () -> source(pixels, 720, 25, 1),
                "Source width was " + pixels + " pixels but must be 1 to 32768; check what described the video.");
        refused(
                () -> TARGET.withSize(1280, pixels),
                "Target height was " + pixels + " pixels but must be 1 to 32768; check what described the video.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 1_000.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_frame_rates_that_no_video_has(double fps) {
        refused(
                () -> source(1280, 720, fps, 1),
                "Source frame rate was " + fps + " frames per second but must be more than 0 and at most 1000; check"
                        + " what described the video.");
    }

    @Test
    void refuses_durations_of_nothing_or_without_end() {
        refused(
                () -> source(1280, 720, 25, 0),
                "Source duration was 0 seconds but must be more; a still picture is no job.");
        refused(
                () -> source(1280, 720, 25, Double.NaN),
                "Source duration in seconds was NaN but must be zero or more and finite; check what described the"
                        + " job.");
        refused(
                () -> new Source("mp4", VideoCodec.H264, 1, 1, 25, 1, -1, 0),
                "Source bit rate was -1.0 but must be zero or more and finite; check what described the job.");
        refused(
                () -> new Source("mp4", VideoCodec.H264, 1, 1, 25, 1, 0, -1),
                "Source size in bytes was -1.0 but must be zero or more and finite; check what described the job.");
    }

    @Test
    void changes_a_rendition_by_making_another() {
        assertThat(TARGET.withSize(640, 360).summary()).isEqualTo("VP9 640x360 libvpx-vp9/8");
        assertThat(TARGET.withPreset("4").preset()).isEqualTo("4");
        assertThat(TARGET.withRate(new RateControl.ConstantQuality(35)).rate())
                .isEqualTo(new RateControl.ConstantQuality(35));
        refused(
                () -> new RateControl.Bitrate(0),
                "Target bit rate was 0 bits per second but must be more than zero; 2500000 is usual for 720p.");
        refused(
                () -> new RateControl.ConstantQuality(63.5),
                "Target CRF was 63.5 but must be 0 to 63; 23 is x264's default, 35 SVT-AV1's.");
    }

    @ParameterizedTest
    @CsvSource({"h264, H264", "HEVC, H265", "h265, H265", "vvc, H266", "av1, AV1", "mpeg2video, MPEG2", "gif, OTHER"})
    void knows_codecs_by_the_name_that_ffmpeg_gives_them(String name, VideoCodec codec) {
        assertThat(VideoCodec.ofFfmpegName(name)).isEqualTo(codec);
    }

    @Test
    void is_estimated_by_quantiles_in_order() {
        assertThat(new Quantiles(1, 2, 3).times(2)).isEqualTo(new Quantiles(2, 4, 6));
        assertThat(Quantiles.certain(5)).isEqualTo(new Quantiles(5, 5, 5));
        refused(
                () -> new Quantiles(1, 3, 2),
                "Quantiles were 1.0, 3.0, 2.0 but must be finite and in rising order; sort them first.");
        assertThatThrownBy(() -> new Quantiles(1, Double.NaN, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Quantiles(1, 2, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        refused(
                () -> new CostEstimate(new Quantiles(0, 1, 2), CostEstimate.Origin.RATE, "model", 0, "reason"),
                "Estimate's P10 was 0.0 CPU seconds but must be more than zero; every job takes some time.");
        CostEstimate estimate =
                new CostEstimate(new Quantiles(1, 2, 3), CostEstimate.Origin.MODEL, "model", 4, "reason");
        refused(
                () -> new FinishedJob(TranscodeJob.of("job", SOURCE, TARGET), estimate, -1),
                "CPU seconds of job 'job' was -1.0 but must be zero or more and finite; check what described the"
                        + " job.");
    }
}
