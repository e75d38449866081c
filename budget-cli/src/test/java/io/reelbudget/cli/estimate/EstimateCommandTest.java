package io.reelbudget.cli.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("budget estimate")
class EstimateCommandTest {

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
    void says_what_prices_are_made_of_so_that_lines_add_up() {
        JsonNode prices =
                json(probe.toString(), "--to", "720p,480p", "--card", "google-transcoder", "--format", "json");
        JsonNode lines = json(
                probe.toString(),
                "--to",
                "720p,480p",
                "--card",
                "google-transcoder",
                "--show",
                "lines",
                "--format",
                "json");

        for (JsonNode price : prices) {
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode line : lines) {
                if (line.get("rendition").equals(price.get("rendition"))) {
                    sum = sum.add(new BigDecimal(line.get("amountP90").asString()));
                }
            }
            assertThat(sum)
                    .isEqualByComparingTo(price.get("priceP90").asString())
                    .isPositive();
        }
    }

    @Test
    void offers_what_is_cheaper_rung_by_rung() {
        JsonNode rungs =
                json(probe.toString(), "--to", "720p", "--show", "alternatives", "--rungs", "3", "--format", "json");

        assertThat(rungs).hasSize(3);
        assertThat(rungs.get(0).get("alternative").asString()).isEqualTo("H264 1280x720 libx264/fast");
        BigDecimal before = new BigDecimal(json(probe.toString(), "--to", "720p", "--format", "json")
                .get(0)
                .get("priceP50")
                .asString());
        for (JsonNode rung : rungs) {
            BigDecimal price = new BigDecimal(rung.get("priceP50").asString());
            assertThat(price).isLessThanOrEqualTo(before);
            assertThat(rung.get("savedPercentP50").asDouble()).isBetween(0.0, 100.0);
            before = price;
        }
    }

    @Test
    void shows_people_renditions_lines_and_alternatives() {
        StringWriter out = new StringWriter();

        assertThat(command(out).execute(probe.toString(), "--to", "720p")).isZero();

        assertThat(out.toString())
                .contains("CPU s P10")
                .contains("What the prices are made of:")
                .contains("Cheaper, by the standard quality ladder:");
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
    @ValueSource(strings = {"nothing.mp4", "--card=nothing", "--to=720", "--rungs=0"})
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
}
