package io.reelbudget.cli.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("budget estimate")
class EstimateCommandTest {

    private static final Source CAMERA = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 60_000_000);

    @TempDir
    private Path directory;

    private Path probe;

    @BeforeEach
    void write() throws IOException {
        probe = directory.resolve("probe.json");
        Files.writeString(
                probe,
                "{\"streams\":[{\"codec_type\":\"video\",\"codec_name\":\"h264\",\"width\":1280,\"height\":720,"
                        + "\"avg_frame_rate\":\"25/1\",\"duration\":\"60\"}],"
                        + "\"format\":{\"format_name\":\"mov,mp4\",\"duration\":\"60\",\"size\":\"15000000\"}}");
    }

    private static CommandLine command(StringWriter out) {
        return new CommandLine(new EstimateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, line, parsed) -> {
                    throw fault;
                })
                .setOut(new PrintWriter(out, true));
    }

    private static JsonNode json(String... arguments) {
        StringWriter out = new StringWriter();
        assertThat(command(out).execute(arguments)).isZero();
        return new JsonMapper().readTree(out.toString());
    }

    @Test
    void lists_the_usual_ladder_of_a_source_that_ffprobe_described_and_all_of_it_together() {
        JsonNode rows = json(probe.toString(), "--format", "json");

        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).get("rendition").asString()).isEqualTo("H264 1280x720 libx264/medium");
        assertThat(rows.get(3).get("rendition").asString()).isEqualTo("all, in one job");
        for (JsonNode row : rows) {
            assertThat(row.get("cpuSecondsP10").asDouble())
                    .isPositive()
                    .isLessThan(row.get("cpuSecondsP90").asDouble());
            assertThat(row.get("priceP50").isString()).isTrue();
            assertThat(row.get("outputMegabytes").asDouble()).isBetween(0.5, 100.0);
        }
        assertThat(rows.get(3).get("cpuSecondsP50").asDouble())
                .isGreaterThan(rows.get(0).get("cpuSecondsP50").asDouble());
    }

    @Test
    void prices_by_the_card_that_is_named() {
        JsonNode rows = json(probe.toString(), "--to", "720p", "--card", "aws-mediaconvert-basic", "--format", "json");

        assertThat(rows.get(0).get("priceP10").asString())
                .as("minutes cost the same however long the encode takes")
                .isEqualTo(rows.get(0).get("priceP90").asString());
    }

    @Test
    void says_what_an_estimate_rests_on() {
        StringWriter out = new StringWriter();

        assertThat(command(out).execute(probe.toString(), "--to", "360p-av1", "--explain"))
                .isZero();

        assertThat(out.toString())
                .contains("AV1 640x360 libsvtav1/8: Model reelbudget-cost")
                .contains("by metadata alone")
                .contains("Prices by 'cpu-hour'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.mp4", "--card=nothing", "--to=720"})
    void refuses_what_it_cannot_use_and_says_what_to_do(String wrong) {
        StringWriter err = new StringWriter();
        CommandLine line = command(new StringWriter()).setExecutionExceptionHandler((fault, command, parsed) -> {
            err.write(String.valueOf(fault.getMessage()));
            return 2;
        });
        String[] arguments = wrong.startsWith("--") ? new String[] {probe.toString(), wrong} : new String[] {wrong};

        assertThat(line.execute(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(" was ").contains("but must be");
    }

    @Nested
    @DisplayName("reading a rendition")
    class Reading {

        @Test
        void takes_side_encoder_preset_and_kilobits() {
            assertThat(RenditionSpec.parse("480p-libx265/fast@900").of(CAMERA))
                    .isEqualTo(new Target(
                            VideoCodec.H265, "libx265", "fast", 854, 480, 30, new RateControl.Bitrate(900_000)));
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
}
