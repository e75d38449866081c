package io.reelbudget.policy.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.RateControl.Bitrate;
import io.reelbudget.job.RateControl.ConstantQuality;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The standard quality ladder")
class StandardLadderTest {

    private static final QualityLadder LADDER = QualityLadder.standard();

    private static Target x264(String preset, int width, int height, double fps, RateControl rate) {
        return new Target(VideoCodec.H264, "libx264", preset, width, height, fps, rate);
    }

    private static List<Target> down(QualityLadder ladder, Target from) {
        List<Target> rungs = new ArrayList<>();
        for (Optional<Target> next = ladder.below(from); next.isPresent(); next = ladder.below(next.get())) {
            rungs.add(next.get());
            assertThat(rungs).hasSizeLessThanOrEqualTo(QualityLadder.MAX_RUNGS);
        }
        return rungs;
    }

    @Test
    void takes_presets_then_bits_then_frames_then_sizes() {
        Target top = x264("fast", 1920, 1080, 60, new ConstantQuality(23));

        assertThat(down(LADDER, top))
                .extracting(
                        each -> each.preset() + " " + each.rate() + " " + each.framesPerSecond() + " " + each.height())
                .containsExactly(
                        "faster ConstantQuality[crf=23.0] 60.0 1080",
                        "veryfast ConstantQuality[crf=23.0] 60.0 1080",
                        "veryfast ConstantQuality[crf=26.0] 60.0 1080",
                        "veryfast ConstantQuality[crf=29.0] 60.0 1080",
                        "veryfast ConstantQuality[crf=29.0] 30.0 1080",
                        "veryfast ConstantQuality[crf=29.0] 30.0 720",
                        "veryfast ConstantQuality[crf=29.0] 30.0 540",
                        "veryfast ConstantQuality[crf=29.0] 30.0 480",
                        "veryfast ConstantQuality[crf=29.0] 30.0 360");
    }

    @ParameterizedTest
    @CsvSource({
        "libsvtav1, 6, 8",
        "libsvtav1, 9, 10",
        "libsvtav1, 10, ''",
        "libvpx-vp9, 1, 3",
        "libvpx-vp9, 8, ''",
        "libx265, slow, medium",
        "libx264, veryfast, ''",
        "libopenh264, default, ''",
        "libx264, tuned, ''"
    })
    void knows_which_preset_is_faster(String encoder, String preset, String faster) {
        assertThat(EncoderPresets.faster(encoder, preset).orElse("")).isEqualTo(faster);
    }

    @Test
    void keeps_the_bits_of_each_pixel_when_the_picture_shrinks() {
        Target small = x264("veryfast", 1280, 720, 30, new Bitrate(1_382_400));

        assertThat(LADDER.below(small)).contains(x264("veryfast", 960, 540, 30, new Bitrate(777_600)));
    }

    @Test
    void goes_no_lower_than_its_floor_also_for_portraits() {
        Target portrait = x264("veryfast", 720, 1280, 30, new ConstantQuality(29));

        assertThat(down(LADDER, portrait)).extracting(Target::width).containsExactly(540, 480, 360);
        assertThat(down(QualityLadder.standardDownTo(600), portrait))
                .extracting(Target::width)
                .containsExactly(600);
        assertThat(LADDER.below(x264("veryfast", 320, 240, 30, new ConstantQuality(29))))
                .isEmpty();
    }

    @Test
    void refuses_a_floor_that_no_encoder_likes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QualityLadder.standardDownTo(361))
                .withMessage(
                        "Floor of the quality ladder was 361 pixels but must be an even number from 2 to 32768; 360"
                                + " is usual.");
    }

    @Test
    void always_ends_with_even_sides_of_the_same_shape_and_never_asks_for_more() {
        long seed = Long.getLong("ladder.seed", 20261122);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Target from = any(random);
            Target above = from;
            for (Target rung : down(LADDER, from)) {
                assertThat(pixels(rung)).as("seed %d, %s", seed, from).isLessThanOrEqualTo(pixels(above));
                if (rung.width() != above.width()) {
                    assertThat(rung.width() % 2 + rung.height() % 2)
                            .as("seed %d, %s", seed, rung)
                            .isZero();
                    assertThat(Math.min(rung.width(), rung.height())).isGreaterThanOrEqualTo(360);
                    double shape = (double) above.width() / above.height();
                    double slack = shape * (1.0 / rung.width() + 1.0 / rung.height()) * 1.01;
                    assertThat((double) rung.width() / rung.height()).isCloseTo(shape, within(slack));
                }
                above = rung;
            }
        }
    }

    private static Target any(SplittableRandom random) {
        VideoCodec[] codecs = {VideoCodec.H264, VideoCodec.H265, VideoCodec.VP9, VideoCodec.AV1};
        String[] encoders = {"libx264", "libx265", "libvpx-vp9", "libsvtav1", "libopenh264"};
        String[] presets = {"slow", "medium", "veryfast", "0", "5", "default"};
        RateControl rate = random.nextInt(2) == 0
                ? new Bitrate(random.nextLong(1, 50_000_000))
                : new ConstantQuality(random.nextInt(64));
        return new Target(
                codecs[random.nextInt(codecs.length)],
                encoders[random.nextInt(encoders.length)],
                presets[random.nextInt(presets.length)],
                random.nextInt(16, 8192),
                random.nextInt(16, 8192),
                random.nextDouble(1, 240),
                rate);
    }

    private static double pixels(Target target) {
        return target.width() * target.height() * target.framesPerSecond();
    }
}
