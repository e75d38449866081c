package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.Content;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.TrialEncode;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Job features")
class JobFeaturesTest {

    /** Whoever changes a feature must change the version: models trained before would be fed other numbers. */
    @Test
    void are_these_in_this_version() {
        assertThat(JobFeatures.VERSION).isEqualTo("job-features/2");
        assertThat(JobFeatures.names())
                .containsExactly(
                        "source_bits_per_pixel",
                        "source_is_raw",
                        "source_is_h264",
                        "target_pixels",
                        "target_fps",
                        "target_bits_per_second",
                        "target_crf",
                        "preset_speed",
                        "x264_detail",
                        "x264_motion",
                        "mpeg4_detail",
                        "mpeg4_motion",
                        "measured_detail",
                        "measured_motion",
                        "encoder_is_libx264",
                        "encoder_is_libx265",
                        "encoder_is_libopenh264",
                        "encoder_is_libvpx-vp9",
                        "encoder_is_libsvtav1",
                        "encoder_is_libaom-av1");
    }

    @Test
    void describe_source_and_target_in_numbers() {
        float[] features = JobFeatures.of(Jobs.CAMERA, Jobs.OPENH264);

        assertThat(value(features, "source_bits_per_pixel")).isEqualTo(8e6 / (1920 * 1080 * 30), within(1e-6));
        assertThat(value(features, "source_is_h264")).isEqualTo(1);
        assertThat(value(features, "source_is_raw")).isZero();
        assertThat(value(features, "target_pixels")).isEqualTo(1280 * 720);
        assertThat(value(features, "target_bits_per_second")).isEqualTo(2.5e6);
        assertThat(value(features, "encoder_is_libopenh264")).isEqualTo(1);
        assertThat(value(features, "encoder_is_libx264")).isZero();
    }

    @Test
    void tell_the_content_that_a_probe_found() {
        Content probed = Content.unknown()
                .withTrials(List.of(
                        new TrialEncode("mpeg4", "intra", 320, 180, 60, 6, 0.006, 0.5),
                        new TrialEncode("mpeg4", "inter", 320, 180, 60, 6, 0.007, 0.14)));

        float[] features = JobFeatures.of(Jobs.CAMERA.withContent(probed), Jobs.OPENH264);

        assertThat(value(features, "mpeg4_detail")).isEqualTo(Math.log(0.5), within(1e-6));
        // One frame in ten stands by itself and took its part of the bits.
        assertThat(value(features, "mpeg4_motion")).isEqualTo(Math.log((0.14 - 0.05) / 0.9), within(1e-6));
        assertThat(value(features, "x264_detail")).isNaN();
    }

    @Test
    void are_not_a_number_where_unknown() {
        Source unknownRate = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10, 0, 0);

        float[] features = JobFeatures.of(unknownRate, Jobs.OPENH264);

        assertThat(value(features, "source_bits_per_pixel")).isNaN();
        assertThat(value(features, "target_crf")).isNaN();
        assertThat(value(features, "preset_speed")).isNaN();
    }

    @Test
    void count_presets_by_speed() {
        assertThat(value(JobFeatures.of(Jobs.CAMERA, Jobs.X264.withPreset("placebo")), "preset_speed"))
                .isZero();
        assertThat(value(JobFeatures.of(Jobs.CAMERA, Jobs.X264.withPreset("ultrafast")), "preset_speed"))
                .isEqualTo(9);
        assertThat(value(JobFeatures.of(Jobs.CAMERA, Jobs.SVT_AV1.withPreset("-1")), "preset_speed"))
                .isEqualTo(-1);
        assertThat(value(JobFeatures.of(Jobs.CAMERA, Jobs.SVT_AV1.withPreset("99999")), "preset_speed"))
                .isNaN();
    }

    @Test
    void can_hide_the_rate_control() {
        float[] features = JobFeatures.of(Jobs.CAMERA, Jobs.X264.withRate(new RateControl.ConstantQuality(18)));

        float[] hidden = JobFeatures.withoutRate(features);

        assertThat(value(features, "target_crf")).isEqualTo(18);
        assertThat(value(hidden, "target_crf")).isNaN();
        assertThat(value(hidden, "target_pixels")).isEqualTo(value(features, "target_pixels"));
    }

    private static double value(float[] features, String name) {
        return features[JobFeatures.names().indexOf(name)];
    }
}
