package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An encoder with a real ffmpeg")
class EncoderTest {

    private static final RateControl RATE = new RateControl.Bitrate(300_000);

    @TempDir
    private static Path clips;

    @TempDir
    private Path directory;

    private static Ffmpeg ffmpeg;
    private static Path tiny;
    private static Path busy;
    private Path output;

    @BeforeAll
    static void draw() {
        ffmpeg = RealFfmpeg.bundled();
        tiny = SyntheticClips.in(clips, ffmpeg).file(RealFfmpeg.TINY);
        busy = SyntheticClips.in(clips, ffmpeg).file(RealFfmpeg.BUSY);
    }

    @BeforeEach
    void chooseOutput() {
        output = directory.resolve("out.mkv");
    }

    @Nested
    @DisplayName("asked for a rendition")
    class Asked {

        @ParameterizedTest
        @CsvSource({"libopenh264,default,H264", "libvpx-vp9,8,VP9", "libvpx-vp9,5,VP9", "libsvtav1,13,AV1"})
        void makes_it_as_described(String encoder, String preset, VideoCodec codec) {
            Target target = new Target(codec, encoder, preset, 160, 90, 12.5, RATE);

            EncodeResult result = Encoder.of(ffmpeg).encode(EncodeTask.of(tiny, output, target));

            Source made = Ffprobe.of(ffmpeg).describe(output);
            assertThat(List.of(made.codec(), made.width(), made.height(), made.framesPerSecond()))
                    .containsExactly(codec, 160, 90, 12.5);
            assertThat(made.durationSeconds()).isCloseTo(1, within(0.15));
            assertThat(result).isInstanceOfSatisfying(EncodeResult.Completed.class, completed -> {
                assertThat(completed.cpuSeconds()).isBetween(0.005, 30.0);
                assertThat(completed.wall()).isPositive();
                assertThat(completed.outputBytes()).isEqualTo(output.toFile().length());
                assertThat(completed.peakMemoryBytes()).isGreaterThan(1_000_000);
            });
        }

        @Test
        void filters_pictures_with_what_every_build_has() {
            Target target = RealFfmpeg.vp9("8").withFilters(Set.of(VideoFilter.DEINTERLACE, VideoFilter.DENOISE));

            EncodeResult result = Encoder.of(ffmpeg).encode(EncodeTask.of(tiny, output, target));

            assertThat(result).isInstanceOf(EncodeResult.Completed.class);
            assertThat(Ffprobe.of(ffmpeg).describe(output).width()).isEqualTo(320);
        }

        @Test
        void uses_no_more_of_the_source_than_its_limit() {
            EncodeTask task = EncodeTask.of(busy, output, RealFfmpeg.vp9("8")).limitedTo(Duration.ofMillis(1_500));

            Encoder.of(ffmpeg).encode(task);

            assertThat(Ffprobe.of(ffmpeg).describe(output).durationSeconds()).isCloseTo(1.5, within(0.1));
        }

        @Test
        void takes_more_processor_time_for_more_work() {
            EncodeTask all = EncodeTask.of(busy, output, RealFfmpeg.vp9("5"));
            EncodeTask half = EncodeTask.of(busy, directory.resolve("half.mkv"), RealFfmpeg.vp9("5"))
                    .limitedTo(Duration.ofSeconds(2));

            double whole = Encoder.of(ffmpeg).encode(all).cpuSeconds();
            double quarter = Encoder.of(ffmpeg).encode(half).cpuSeconds();

            assertThat(whole).isGreaterThan(1.5 * quarter);
        }

        @Test
        void tells_its_progress() {
            List<Double> told = new CopyOnWriteArrayList<>();

            Encoder.of(ffmpeg).tellingProgress(told::add).encode(EncodeTask.of(tiny, output, RealFfmpeg.vp9("8")));

            assertThat(told).isSorted().last().satisfies(seconds -> assertThat(seconds)
                    .isCloseTo(1, within(0.1)));
        }

        @Test
        void leaves_a_file_alone_that_exists() throws IOException {
            Files.writeString(output, "precious");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Encoder.of(ffmpeg).encode(EncodeTask.of(tiny, output, RealFfmpeg.vp9("8"))))
                    .withMessage("Output file '" + output + "' exists but must not; name a new one.");
            assertThat(output).hasContent("precious");
        }

        @Test
        void says_that_this_ffmpeg_lacks_the_encoder() {
            Target target = new Target(VideoCodec.H264, "libx264", "medium", 160, 90, 25, RATE);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Encoder.of(ffmpeg).encode(EncodeTask.of(tiny, output, target)))
                    .withMessage("Encoder was 'libx264' but " + ffmpeg + " has none of that name; choose one of its"
                            + " encoders or another ffmpeg.");
        }
    }

    @Nested
    @DisplayName("whose ffmpeg ends early")
    class EndingEarly {

        @Test
        void says_what_ffmpeg_said_of_a_file_that_is_no_video() throws IOException {
            Path text = Files.writeString(directory.resolve("notes.mp4"), "no video at all\n".repeat(100));

            EncodeResult result = Encoder.of(ffmpeg).encode(EncodeTask.of(text, output, RealFfmpeg.vp9("8")));

            assertThat(result).isInstanceOfSatisfying(EncodeResult.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(EncodeResult.Reason.GAVE_UP);
                assertThat(failed.exitCode()).isNotZero();
                assertThat(String.join("\n", failed.lastLines())).contains("Invalid data found");
            });
            assertThat(filesLeft()).containsExactly("notes.mp4");
        }

        @Test
        void tells_the_processor_time_used_until_it_was_killed() throws IOException {
            Encoder encoder = Encoder.of(ffmpeg).tellingProgress(seconds -> killChildren());

            EncodeResult result = encoder.encode(EncodeTask.of(busy, output, RealFfmpeg.vp9("0")));

            assertThat(result).isInstanceOfSatisfying(EncodeResult.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(EncodeResult.Reason.GAVE_UP);
                assertThat(failed.cpuSeconds()).isGreaterThan(0.05);
                assertThat(failed.summary()).startsWith("ffmpeg gave up with code 137 after ");
            });
            assertThat(filesLeft()).isEmpty();
        }

        @Test
        void is_stopped_when_it_takes_too_long() throws IOException {
            EncodeResult result = Encoder.of(ffmpeg)
                    .withTimeout(Duration.ofMillis(300))
                    .encode(EncodeTask.of(busy, output, RealFfmpeg.vp9("0")));

            assertThat(result).isInstanceOfSatisfying(EncodeResult.Failed.class, failed -> assertThat(failed.reason())
                    .isEqualTo(EncodeResult.Reason.TIMED_OUT));
            assertThat(filesLeft()).isEmpty();
        }

        @Test
        void is_stopped_when_its_thread_is_interrupted_and_the_flag_stays() throws IOException {
            Thread waiting = Thread.currentThread();
            Encoder encoder = Encoder.of(ffmpeg).tellingProgress(seconds -> waiting.interrupt());

            EncodeResult result = encoder.encode(EncodeTask.of(busy, output, RealFfmpeg.vp9("0")));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(result).isInstanceOfSatisfying(EncodeResult.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(EncodeResult.Reason.INTERRUPTED);
                assertThat(failed.cpuSeconds()).isPositive();
            });
            assertThat(filesLeft()).isEmpty();
        }

        private static void killChildren() {
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Nested
    @DisplayName("describing a file")
    class Describing {

        @Test
        void reads_what_was_drawn() {
            Source source = Ffprobe.of(ffmpeg).describe(tiny);

            assertThat(source.codec()).isEqualTo(VideoCodec.H264);
            assertThat(source.container()).isEqualTo("mp4");
            assertThat(List.of(source.width(), source.height())).containsExactly(320, 180);
            assertThat(source.framesPerSecond()).isEqualTo(25);
            assertThat(source.durationSeconds()).isCloseTo(1, within(0.05));
            assertThat(source.bytes()).isEqualTo(tiny.toFile().length());
        }

        @Test
        void refuses_a_playlist_that_names_other_files() throws IOException {
            Path list = Files.writeString(directory.resolve("list.mp4"), "ffconcat version 1.0\nfile " + tiny + "\n");

            assertThatExceptionOfType(NotAVideoException.class)
                    .isThrownBy(() -> Ffprobe.of(ffmpeg).describe(list));
        }

        @Test
        void says_what_ffprobe_said_of_a_file_that_is_no_video() throws IOException {
            Path text = Files.writeString(directory.resolve("notes.mp4"), "no video at all\n".repeat(100));

            assertThatExceptionOfType(NotAVideoException.class)
                    .isThrownBy(() -> Ffprobe.of(ffmpeg).describe(text))
                    .withMessageContaining("File '" + text + "' is no video")
                    .withMessageContaining("Invalid data found when processing input");
        }

        @Test
        void says_that_a_file_is_missing() {
            assertThatExceptionOfType(NotAVideoException.class)
                    .isThrownBy(() -> Ffprobe.of(ffmpeg).describe(directory.resolve("nowhere.mp4")))
                    .withMessageContaining("there is no such file");
        }
    }

    private List<String> filesLeft() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
