package io.reelbudget.cli.rendition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A rendition in a word")
class RenditionSpecTest {

    private static final Source CAMERA = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 60_000_000);

    @Test
    void takes_side_encoder_preset_and_kilobits() {
        assertThat(RenditionSpec.parse("480p-libx265/fast@900").of(CAMERA))
                .isEqualTo(
                        new Target(VideoCodec.H265, "libx265", "fast", 854, 480, 30, new RateControl.Bitrate(900_000)));
        assertThat(RenditionSpec.parse("720p").of(CAMERA).encoder()).isEqualTo("libx264");
        assertThat(RenditionSpec.parse("1080P-AV1").of(CAMERA).encoder()).isEqualTo("libsvtav1");
    }

    @Test
    void keeps_the_shape_of_an_upright_picture() {
        Source upright = new Source("mov", VideoCodec.H264, 1080, 1920, 30, 60, 8_000_000, 0);

        Target target = RenditionSpec.parse("360p").of(upright);

        assertThat(target.width()).isEqualTo(360);
        assertThat(target.height()).isEqualTo(640);
    }

    @Test
    void offers_a_small_source_its_own_size() {
        Source small = new Source("mov", VideoCodec.H264, 320, 240, 30, 60, 800_000, 0);

        assertThat(RenditionSpec.ladderOf(small)).hasSize(1);
        assertThat(RenditionSpec.ladderOf(small).get(0).of(small).height()).isEqualTo(240);
        assertThat(RenditionSpec.ladderOf(CAMERA)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "720", "p", "720p-", "720p@", "9p", "720p-nope", "720p;rm"})
    void refuses_what_is_none(String word) {
        assertThatThrownBy(() -> RenditionSpec.parse(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + word + "'");
    }
}
