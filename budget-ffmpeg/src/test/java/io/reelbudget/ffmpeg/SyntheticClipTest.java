package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.ffmpeg.SyntheticClip.Pattern;
import io.reelbudget.job.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A synthetic clip")
class SyntheticClipTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Pattern.class)
    void is_drawn_as_described(Pattern pattern) {
        Ffmpeg ffmpeg = RealFfmpeg.bundled();
        SyntheticClip clip = new SyntheticClip(pattern, 128, 96, 12, 1, 3);

        Source source =
                Ffprobe.of(ffmpeg).describe(SyntheticClips.in(directory, ffmpeg).file(clip));

        assertThat(List.of(source.width(), source.height(), (int) source.framesPerSecond()))
                .containsExactly(128, 96, 12);
        assertThat(source.frames()).isEqualTo(12);
    }

    @Test
    void is_drawn_once() throws IOException {
        SyntheticClips clips = SyntheticClips.in(directory, RealFfmpeg.bundled());
        Path first = clips.file(RealFfmpeg.TINY);
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(first, longAgo);

        Path second = clips.file(RealFfmpeg.TINY);

        assertThat(second).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(second)).isEqualTo(longAgo);
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).containsExactly(first);
        }
    }

    @Test
    void has_a_name_of_its_own() {
        assertThat(new SyntheticClip(Pattern.LIFE, 854, 480, 25, 4, 2).name()).isEqualTo("life-854x480-25fps-4s-2");
    }

    @Test
    void comes_in_an_assortment_of_sizes_and_rates() {
        List<SyntheticClip> assortment = SyntheticClip.assortment();

        assertThat(assortment).extracting(SyntheticClip::height).contains(360, 480, 720, 1080);
        assertThat(assortment).extracting(SyntheticClip::framesPerSecond).contains(24, 60);
        assertThat(assortment).extracting(SyntheticClip::pattern).doesNotHaveDuplicates();
    }

    @Test
    void says_what_its_numbers_must_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SyntheticClip(Pattern.LIFE, 10, 480, 25, 4, 2))
                .withMessage("Clip's width was 10 but must be 64 to 3840.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SyntheticClip(Pattern.LIFE, 641, 480, 25, 4, 2))
                .withMessage("Clip was 641x480 pixels but both must be even; add one to the odd side.");
    }
}
