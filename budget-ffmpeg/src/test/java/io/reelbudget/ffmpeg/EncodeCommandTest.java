package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An encode command")
class EncodeCommandTest {

    private static final RateControl BITRATE = new RateControl.Bitrate(800_000);
    private static final RateControl CRF = new RateControl.ConstantQuality(31);

    @Test
    void is_written_in_full_without_a_shell() {
        EncodeTask task = EncodeTask.of(
                        Path.of("/in/-odd name;$(x).mp4"), Path.of("/out/a.webm"), target("libvpx-vp9", "8", CRF))
                .withThreads(2)
                .limitedTo(Duration.ofMillis(2_500));

        List<String> arguments = EncodeCommand.arguments(task);

        assertThat(String.join(" ", arguments))
                .isEqualTo("-hide_banner -nostdin -nostats -benchmark -progress pipe:1 -loglevel info -filter_threads 2"
                        + " -protocol_whitelist file -threads 2 -t 2.500000 -i file:/in/-odd name;$(x).mp4 -map 0:V:0 -an"
                        + " -sn -dn -vf fps=29.970000,scale=640:360:flags=bicubic,setsar=1 -pix_fmt yuv420p"
                        + " -c:v libvpx-vp9 -threads 2 -deadline realtime -cpu-used 8 -row-mt 1 -crf 31 -b:v 0"
                        + " -y file:/out/a.webm");
        assertThat(arguments).contains("file:/in/-odd name;$(x).mp4");
    }

    @Test
    void filters_fields_and_noise_before_and_light_behind_scaling() {
        Target target = target("libvpx-vp9", "8", CRF)
                .withFilters(Set.of(VideoFilter.TONE_MAP, VideoFilter.DENOISE, VideoFilter.DEINTERLACE));

        assertThat(EncodeCommand.arguments(EncodeTask.of(Path.of("/in/a.mp4"), Path.of("/out/a.webm"), target)))
                .contains("bwdif=mode=send_frame,atadenoise,fps=29.970000,scale=640:360:flags=bicubic,"
                        + "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable,"
                        + "zscale=t=bt709:m=bt709:r=tv,setsar=1");
    }

    @Test
    void is_of_one_pass() {
        Target target = target("libvpx-vp9", "8", CRF).withPasses(2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncodeTask.of(Path.of("/in/a.mp4"), Path.of("/out/a.webm"), target))
                .withMessage("Target passes were 2 but must be 1 to be encoded here; run ffmpeg itself for more.");
    }

    @Nested
    @DisplayName("for an encoder")
    class ForAnEncoder {

        @ParameterizedTest
        @CsvSource({
            "libopenh264, default, -c:v libopenh264 -threads 1 -rc_mode bitrate -b:v 800000",
            "libvpx-vp9, 4, -c:v libvpx-vp9 -threads 1 -deadline good -cpu-used 4 -b:v 800000",
            "libvpx-vp9, 6, -c:v libvpx-vp9 -threads 1 -deadline realtime -cpu-used 6 -b:v 800000",
            "libsvtav1, 10, -c:v libsvtav1 -threads 1 -preset 10 -svtav1-params lp=1 -b:v 800000",
            "libaom-av1, 6, -c:v libaom-av1 -threads 1 -cpu-used 6 -b:v 800000",
            "libx264, veryfast, -c:v libx264 -threads 1 -preset veryfast -b:v 800000",
            "libx265, fast, -c:v libx265 -threads 1 -preset fast -x265-params"
                    + " pools=1:frame-threads=1:log-level=error -b:v 800000",
            "h264_nvenc, default, -c:v h264_nvenc -threads 1 -b:v 800000",
            "h264_nvenc, p4, -c:v h264_nvenc -threads 1 -preset p4 -b:v 800000"
        })
        void aims_at_a_bit_rate(String encoder, String preset, String expected) {
            assertThat(String.join(" ", EncoderOptions.of(target(encoder, preset, BITRATE), 1)))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "libvpx-vp9, 5, -c:v libvpx-vp9 -threads 1 -deadline good -cpu-used 5 -crf 31 -b:v 0",
            "libsvtav1, 13, -c:v libsvtav1 -threads 1 -preset 13 -svtav1-params lp=1 -crf 31",
            "libaom-av1, 8, -c:v libaom-av1 -threads 1 -cpu-used 8 -crf 31 -b:v 0",
            "libx264, medium, -c:v libx264 -threads 1 -preset medium -crf 31.0"
        })
        void aims_at_a_constant_quality(String encoder, String preset, String expected) {
            assertThat(String.join(" ", EncoderOptions.of(target(encoder, preset, CRF), 1)))
                    .isEqualTo(expected);
        }

        @Test
        void says_that_it_has_no_constant_quality() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncoderOptions.of(target("libopenh264", "default", CRF), 1))
                    .withMessage(
                            "Rate control of encoder 'libopenh264' was constant quality but must be a bit rate; it has"
                                    + " no other.");
        }

        @Test
        void says_which_presets_it_has() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncoderOptions.of(target("libsvtav1", "medium", BITRATE), 1))
                    .withMessage("Preset of encoder 'libsvtav1' was 'medium' but must be a number from 0 to 13; more is"
                            + " faster.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncoderOptions.of(target("libvpx-vp9", "10", BITRATE), 1))
                    .withMessageContaining("from 0 to 9");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncoderOptions.of(target("libx264", "slow -y", BITRATE), 1))
                    .withMessageContaining("a word of its own");
        }
    }

    @Nested
    @DisplayName("for a task")
    class ForATask {

        @Test
        void says_that_sides_must_be_even() {
            Target odd = target("libsvtav1", "8", BITRATE).withSize(853, 480);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncodeTask.of(Path.of("a"), Path.of("b"), odd))
                    .withMessage(
                            "Target width was 853 pixels but must be even, as its colour is stored at half the size;"
                                    + " take 854.");
        }

        @Test
        void says_that_threads_and_limit_must_be_positive() {
            EncodeTask task = EncodeTask.of(Path.of("a"), Path.of("b"), target("libsvtav1", "8", BITRATE));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> task.withThreads(0))
                    .withMessage("Threads were 0 but must be 1 to 64; 1 makes costs comparable.");
            assertThatIllegalArgumentException().isThrownBy(() -> task.limitedTo(Duration.ZERO));
        }
    }

    private static Target target(String encoder, String preset, RateControl rate) {
        return new Target(VideoCodec.OTHER, encoder, preset, 640, 360, 29.97, rate);
    }
}
