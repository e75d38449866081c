package io.reelbudget.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file of measurements")
class EncoderMeasurementsTest {

    private static final Instant WHEN = Instant.parse("2026-11-22T19:00:00Z");
    private static final EncodeResult.Completed TOOK =
            new EncodeResult.Completed(1.25, Duration.ofMillis(900), 47_070, 98_275_328);

    @TempDir
    private Path directory;

    @Test
    void holds_a_row_with_all_columns_for_each_trial() throws IOException {
        Path file = directory.resolve("new/rows.csv");
        EncoderMeasurements.in(file).append(trial(0, new RateControl.ConstantQuality(35)), TOOK, "8.1.2", WHEN);

        assertThat(file)
                .hasContent(EncoderMeasurements.HEADER
                        + "\n0,my_clip.mp4,my_clip,H264,1280,720,23.976,4.5,869131,libsvtav1,10,640,360,23.976,crf,35,1,1.25,"
                        + "0.9,47070,98275328,8.1.2,2026-11-22,\n");
    }

    @Test
    void names_the_filters_of_a_trial() throws IOException {
        Path file = directory.resolve("rows.csv");
        Trial plain = trial(0, new RateControl.ConstantQuality(35));
        Trial filtered = new Trial(
                1, plain.from(), 4.5, plain.target().withFilters(Set.of(VideoFilter.DENOISE, VideoFilter.DEINTERLACE)));

        EncoderMeasurements.in(file).append(filtered, TOOK, "8.1.2", WHEN);

        assertThat(file).content().endsWith(",2026-11-22,DEINTERLACE+DENOISE\n");
    }

    @Test
    void goes_on_behind_the_last_trial() throws IOException {
        Path file = directory.resolve("rows.csv");
        EncoderMeasurements first = EncoderMeasurements.in(file);
        first.append(trial(0, new RateControl.Bitrate(800_000)), TOOK, "8.1.2", WHEN);
        first.append(trial(7, new RateControl.Bitrate(800_000)), TOOK, "8.1.2", WHEN);

        EncoderMeasurements second = EncoderMeasurements.in(file);

        assertThat(second.nextTrial()).isEqualTo(8);
        assertThat(second.rows()).hasSize(2);
    }

    @Test
    void leaves_a_file_of_another_kind_alone() throws IOException {
        Path file = Files.writeString(directory.resolve("prices.csv"), "item,price\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderMeasurements.in(file))
                .withMessage("File '" + file
                        + "' does not begin with this program's header; name another, or move it away.");
        assertThat(file).hasContent("item,price\n");
    }

    private static Trial trial(long number, RateControl rate) {
        Source source = new Source("mp4", VideoCodec.H264, 1280, 720, 23.976, 10, 869_131, 1_097_691);
        Target target = new Target(VideoCodec.AV1, "libsvtav1", "10", 640, 360, 23.976, rate);
        return new Trial(
                number, new TrialSource("my clip.mp4", "my clip", Path.of("my clip.mp4"), source), 4.5, target);
    }
}
