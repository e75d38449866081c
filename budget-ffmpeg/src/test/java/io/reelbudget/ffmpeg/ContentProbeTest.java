package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.reelbudget.ffmpeg.ProbeResult.Failed;
import io.reelbudget.ffmpeg.ProbeResult.Origin;
import io.reelbudget.ffmpeg.ProbeResult.Probed;
import io.reelbudget.ffmpeg.ProbeResult.Skipped;
import io.reelbudget.job.Source;
import io.reelbudget.job.TrialEncode;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A content probe with a real ffmpeg")
class ContentProbeTest {

    /** As of a job that is worth a probe of all the samples there may be. */
    private static final double DEAR = 1_000;

    @TempDir
    private static Path clips;

    @TempDir
    private Path directory;

    private static Ffmpeg ffmpeg;
    private static Path busy;
    private static Source source;

    @BeforeAll
    static void draw() {
        ffmpeg = RealFfmpeg.bundled();
        busy = SyntheticClips.in(clips, ffmpeg).file(RealFfmpeg.BUSY);
        source = Ffprobe.of(ffmpeg).describe(busy);
    }

    private static Probed probed(ProbeResult result) {
        assertThat(result).isInstanceOf(Probed.class);
        return (Probed) result;
    }

    @Test
    void shortens_a_reason_that_would_not_fit_into_an_estimate() {
        ProbeResult failed = new Failed("ffmpeg said " + "no ".repeat(300), 0.1);

        assertThat(failed.told(source).content().unprobed().orElseThrow())
                .startsWith("ffmpeg said no")
                .endsWith("…")
                .hasSize(400);
    }

    @Nested
    @DisplayName("asked for a source's content")
    class Asked {

        @Test
        void tells_time_and_bits_of_two_fast_presets_and_of_decoding() {
            Probed probed = probed(ContentProbe.of(ffmpeg).probe(busy, source, DEAR));

            assertThat(probed.content().trials())
                    .extracting(TrialEncode::encoder, TrialEncode::preset)
                    .containsExactly(tuple("mpeg4", "intra"), tuple("mpeg4", "inter"));
            assertThat(probed.content().trials()).allSatisfy(trial -> {
                assertThat(List.of(trial.width(), trial.height())).containsExactly(320, 180);
                assertThat(trial.frames()).isBetween(150L, 240L);
                assertThat(trial.cpuSecondsPerMegapixel()).isBetween(1e-4, 1.0);
                assertThat(trial.bitsPerPixel()).isBetween(1e-3, 20.0);
            });
            assertThat(probed.content().decodeSecondsPerMegapixel().orElseThrow())
                    .isBetween(1e-4, 1.0);
            assertThat(probed.segments()).hasSize(20);
            assertThat(probed.cpuSeconds()).isBetween(0.1, 20.0);
            assertThat(probed.origin()).isEqualTo(Origin.MEASURED);
        }

        @Test
        void finds_more_bits_in_grain_than_in_flowing_colours() {
            SyntheticClip calm = new SyntheticClip(SyntheticClip.Pattern.GRADIENTS, 640, 360, 30, 8, 1);
            Path file = SyntheticClips.in(clips, ffmpeg).file(calm);

            Probed easy = probed(
                    ContentProbe.of(ffmpeg).probe(file, Ffprobe.of(ffmpeg).describe(file), DEAR));
            Probed hard = probed(ContentProbe.of(ffmpeg).probe(busy, source, DEAR));

            for (int i = 0; i < 2; i++) {
                assertThat(hard.content().trials().get(i).bitsPerPixel())
                        .isGreaterThan(1.5 * easy.content().trials().get(i).bitsPerPixel());
            }
        }

        @Test
        void finds_the_same_bits_again() {
            ContentProbe probe = ContentProbe.of(ffmpeg);

            List<Double> first = bits(probed(probe.probe(busy, source, DEAR)));
            List<Double> second = bits(probed(probe.probe(busy, source, DEAR)));

            assertThat(second).isEqualTo(first);
        }

        @Test
        void takes_fewer_and_shorter_samples_for_a_cheaper_job() {
            Probed dear = probed(ContentProbe.of(ffmpeg).probe(busy, source, DEAR));
            Probed cheap = probed(ContentProbe.of(ffmpeg).withShare(0.5).probe(busy, source, 0.9));

            assertThat(cheap.segments().size()).isLessThan(dear.segments().size());
            assertThat(cheap.content().trials().get(0).frames())
                    .isLessThan(dear.content().trials().get(0).frames());
            assertThat(cheap.cpuSeconds()).isLessThan(dear.cpuSeconds());
        }

        @Test
        void samples_a_source_of_few_frames() {
            Path tiny = SyntheticClips.in(clips, ffmpeg).file(RealFfmpeg.TINY);

            Probed probed = probed(
                    ContentProbe.of(ffmpeg).probe(tiny, Ffprobe.of(ffmpeg).describe(tiny), DEAR));

            assertThat(probed.content().trials()).allMatch(trial -> trial.frames() <= 25);
        }

        @Test
        void leaves_nothing_behind() throws IOException {
            ContentProbe.of(ffmpeg).withWorkspace(directory).probe(busy, source, DEAR);

            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).isEmpty();
            }
        }

        @Test
        void is_skipped_for_nothing_where_it_would_cost_too_much() {
            ProbeResult result = ContentProbe.of(ffmpeg).probe(busy, source, 2.5);

            assertThat(result)
                    .isEqualTo(new Skipped(
                            "A probe may take 0.050 CPU seconds, 2.0 % of the job, which is too little for samples that"
                                    + " tell anything.",
                            0));
            assertThat(result.<String>fold(p -> "probed", s -> "skipped", f -> "failed"))
                    .isEqualTo("skipped");
            assertThat(result.told(source).content().unprobed()).contains(((Skipped) result).reason());
        }

        @Test
        void tells_a_source_what_it_learned_in_place_of_why_it_was_skipped_before() {
            ContentProbe probe = ContentProbe.of(ffmpeg);
            Source skipped = probe.probe(busy, source, 2.5).told(source);
            Probed probed = probed(probe.probe(busy, skipped, DEAR));

            assertThat(probed.told(skipped).content()).isEqualTo(probed.content());
            assertThat(probed.content().unprobed()).isEmpty();
        }

        @Test
        void remembers_what_it_learned_and_charges_it_once() {
            ContentProbe probe = ContentProbe.of(ffmpeg).withCache(directory.resolve("probes"));

            Probed first = probed(probe.probe(busy, source, DEAR));
            // A job too cheap for a probe of its own has the use of an earlier one.
            Probed second = probed(probe.probe(busy, source, 0.01));

            assertThat(second.content()).isEqualTo(first.content());
            assertThat(second.origin()).isEqualTo(Origin.REMEMBERED);
            assertThat(second.cpuSeconds()).isZero();
        }
    }

    @Nested
    @DisplayName("of a source that is no good")
    class NoGood {

        @Test
        void says_that_there_is_no_file() {
            Path nowhere = directory.resolve("nowhere.mp4");

            assertThat(ContentProbe.of(ffmpeg).probe(nowhere, source, DEAR))
                    .isEqualTo(new Failed("Source '" + nowhere + "' is no file; give one that exists.", 0));
        }

        @Test
        void says_what_ffmpeg_said_of_a_file_that_is_no_video() throws IOException {
            Path text = Files.writeString(directory.resolve("notes.mp4"), "no video at all\n".repeat(1_000));

            assertThat(ContentProbe.of(ffmpeg).probe(text, source, DEAR))
                    .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                            .startsWith("Source '" + text + "' could not be sampled: ffmpeg ended with code ")
                            .contains("Error opening input"));
        }

        @Test
        void says_that_sound_has_no_pictures() throws IOException {
            Path sound = directory.resolve("sound.wav");
            Child child = ffmpeg.start(
                    List.of(
                            ffmpeg.program().toString(),
                            "-nostdin",
                            "-f",
                            "lavfi",
                            "-i",
                            "sine=d=2",
                            "-y",
                            sound.toString()),
                    line -> {},
                    line -> {});
            assertThat(child.await(Duration.ofSeconds(30)).succeeded()).isTrue();

            assertThat(ContentProbe.of(ffmpeg).probe(sound, source, DEAR)).isInstanceOf(Failed.class);
        }

        @Test
        void gets_on_with_a_source_that_is_damaged_in_the_middle_or_says_so() throws IOException {
            byte[] bytes = Files.readAllBytes(busy);
            Arrays.fill(bytes, bytes.length / 4, bytes.length / 2, (byte) 0x5a);
            Path damaged = Files.write(directory.resolve("damaged.mp4"), bytes);

            ProbeResult result = ContentProbe.of(ffmpeg).probe(damaged, source, DEAR);

            assertThat(result.cpuSeconds()).isPositive();
            assertThat(result).isNotInstanceOf(Skipped.class);
        }

        @Test
        void is_stopped_when_it_takes_too_long() {
            ProbeResult result =
                    ContentProbe.of(ffmpeg).withTimeout(Duration.ofMillis(1)).probe(busy, source, DEAR);

            assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                    .endsWith("could not be sampled: it was stopped as it took too long."));
        }

        @Test
        void is_stopped_when_its_thread_is_interrupted_and_the_flag_stays() {
            Thread.currentThread().interrupt();

            ProbeResult result = ContentProbe.of(ffmpeg).probe(busy, source, DEAR);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                    .endsWith("it was stopped as its thread was interrupted."));
        }

        @Test
        void is_not_remembered() throws IOException {
            Path text = Files.writeString(directory.resolve("notes.mp4"), "no video at all\n".repeat(1_000));
            Path cache = directory.resolve("probes");

            ContentProbe.of(ffmpeg).withCache(cache).probe(text, source, DEAR);

            assertThat(cache).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, Double.NaN, Double.POSITIVE_INFINITY})
    void wants_an_estimate_of_the_job(double seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentProbe.of(ffmpeg).probe(busy, source, seconds))
                .withMessage("Job's estimate was " + seconds + " CPU seconds but must be more than zero and finite;"
                        + " estimate it without a probe first.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 0.51, Double.NaN})
    void wants_a_share_that_makes_sense(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentProbe.of(ffmpeg).withShare(share))
                .withMessage("Probe's share was " + share + " but must be more than 0 and at most 0.5; 0.02 is usual.");
    }

    @Test
    void draws_films_whose_seeds_differ_in_content() {
        List<Double> bits = Stream.of(1, 2)
                .map(seed -> {
                    Path film = SyntheticClips.in(clips, ffmpeg).file(new SyntheticFilm(160, 90, 10, 12, seed));
                    Source drawn = Ffprobe.of(ffmpeg).describe(film);
                    assertThat(List.of(drawn.codec(), drawn.width(), drawn.frames()))
                            .containsExactly(VideoCodec.H264, 160, 120L);
                    return probed(ContentProbe.of(ffmpeg).probe(film, drawn, DEAR))
                            .content()
                            .trials()
                            .get(1)
                            .bitsPerPixel();
                })
                .toList();

        assertThat(Math.abs(Math.log(bits.get(0) / bits.get(1)))).isGreaterThan(0.1);
    }

    private static List<Double> bits(Probed probed) {
        return probed.content().trials().stream().map(TrialEncode::bitsPerPixel).toList();
    }
}
