package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Job features")
class JobFeaturesTest {

    /** Whoever changes a feature must change the version: models trained before would be fed other numbers. */
    @Test
    void are_these_in_this_version() {
        assertThat(JobFeatures.VERSION).isEqualTo("job-features/1");
        assertThat(JobFeatures.names())
                .containsExactly(
                        "source_bits_per_pixel",
                        "source_is_raw",
                        "source_is_h264",
                        "source_is_h265",
                        "source_is_vp9",
                        "source_is_av1",
                        "target_pixels",
                        "target_short_side",
                        "target_fps",
                        "target_bits_per_pixel",
                        "target_crf",
                        "encode_megapixels",
                        "decode_per_encode",
                        "target_per_source_pixels",
                        "preset_speed",
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
        assertThat(value(features, "target_bits_per_pixel")).isEqualTo(2.5e6 / (1280 * 720 * 30), within(1e-6));
        assertThat(value(features, "encode_megapixels")).isEqualTo(276.48, within(1e-3));
        assertThat(value(features, "decode_per_encode")).isEqualTo(2.25, within(1e-6));
        assertThat(value(features, "encoder_is_libopenh264")).isEqualTo(1);
        assertThat(value(features, "encoder_is_libx264")).isZero();
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
