package io.reelbudget.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Content;
import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.Scan;
import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A source written as ffprobe writes")
class SourceWriterTest {

    private static final Source SOURCE = new Source(
            "mov",
            VideoCodec.H265,
            3840,
            2160,
            24_000 / 1_001.0,
            5_400.25,
            45_000_000,
            31_000_000_000L,
            Scan.PROGRESSIVE,
            DynamicRange.HLG,
            Content.unknown());

    @Test
    void is_the_golden_file() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(SourceWriterTest.class.getResourceAsStream("source.ffprobe.json"))) {
            assertThat(SourceWriter.write(SOURCE) + "\n").isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({"23.976023976023978, 24000/1001", "29.97002997002997, 30000/1001", "25, 25/1", "12.5, 25/2"})
    void has_the_fraction_that_its_rate_is(double rate, String fraction) {
        assertThat(SourceWriter.fraction(rate)).isEqualTo(fraction);
    }

    @RepeatedTest(3)
    void is_read_as_the_same_source(RepetitionInfo repetition) {
        long seed = 1_200L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            Source source = source(random);

            Source read = SourceReader.read("a", SourceWriter.write(source));

            assertThat(read)
                    .as("seed %d, round %d", seed, i)
                    .usingRecursiveComparison(RecursiveComparisonConfiguration.builder()
                            .withComparatorForType(
                                    (a, b) -> Math.abs(a - b) <= 1e-9 * Math.abs(b) ? 0 : Double.compare(a, b),
                                    Double.class)
                            .build())
                    .isEqualTo(source);
        }
    }

    private static Source source(SplittableRandom random) {
        return new Source(
                random.nextBoolean() ? "mp4" : "matroska",
                VideoCodec.valueOf(random.nextBoolean() ? "VP9" : "OTHER"),
                random.nextInt(1, 8_000),
                random.nextInt(1, 8_000),
                random.nextBoolean() ? random.nextInt(1, 1_000) : random.nextDouble(0.01, 1_000),
                random.nextDouble(0.01, 1e6),
                random.nextBoolean() ? 0 : random.nextLong(1, 1_000_000_000),
                random.nextBoolean() ? 0 : random.nextLong(1, 1_000_000_000_000L),
                random.nextBoolean() ? Scan.INTERLACED : Scan.UNKNOWN,
                random.nextBoolean() ? DynamicRange.DOLBY_VISION : DynamicRange.UNKNOWN,
                Content.unknown());
    }
}
