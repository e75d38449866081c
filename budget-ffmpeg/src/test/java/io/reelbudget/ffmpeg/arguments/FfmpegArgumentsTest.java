package io.reelbudget.ffmpeg.arguments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.JobId;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("ffmpeg's argument list")
class FfmpegArgumentsTest {

    private static final Source SOURCE =
            new Source("mp4", VideoCodec.H264, 1920, 1080, 25, 100, 8_000_000, 100_000_000);
    private static final JobId ID = new JobId("job");

    private static DescribedJob read(String line) {
        return FfmpegArguments.read(ID, Arrays.asList(line.split(" ")), url -> SOURCE);
    }

    private static Target only(String line) {
        List<Target> targets = read(line).job().targets();
        assertThat(targets).hasSize(1);
        return targets.get(0);
    }

    @Nested
    @DisplayName("that is read")
    class Read {

        @Test
        void is_a_job_with_a_target_for_each_output() {
            DescribedJob read = read(
                    "/usr/bin/ffmpeg -y -i in.mp4 -map 0:v -map 0:a -c:v libx264 -preset slow -crf 21"
                            + " -vf scale=-2:720 -c:a aac a.mp4 -c:v libsvtav1 -preset 8 -b:v 2.5M -s 640x360 -r 12.5 -an b.webm");

            assertThat(read.job().targets())
                    .containsExactly(
                            new Target(
                                    VideoCodec.H264,
                                    "libx264",
                                    "slow",
                                    1280,
                                    720,
                                    25,
                                    new RateControl.ConstantQuality(21),
                                    "mp4",
                                    1,
                                    Set.of(VideoFilter.SCALE)),
                            new Target(
                                    VideoCodec.AV1,
                                    "libsvtav1",
                                    "8",
                                    640,
                                    360,
                                    12.5,
                                    new RateControl.Bitrate(2_500_000),
                                    "webm",
                                    1,
                                    Set.of()));
            assertThat(read.job().source()).isEqualTo(SOURCE);
            assertThat(read.delivery().audio()).containsExactly("aac");
            assertThat(read.remarks()).isEmpty();
        }

        @Test
        void follows_a_graph_that_splits_to_a_ladder() {
            DescribedJob read = read("-i in.mp4 -i logo.png -filter_complex"
                    + " [0:v]yadif,split=2[a][b];[a][1:v]overlay=10:10,scale=w=1280:h=720[hd];[b]scale=640:-2[sd]"
                    + " -map [hd] -c:v libx264 -preset fast -crf 22 hd.mp4 -map [sd] -c:v libx264 -preset fast -crf 25"
                    + " -pass 2 sd.mp4");

            assertThat(read.job().targets()).extracting(Target::width).containsExactly(1280, 640);
            assertThat(read.job().targets()).extracting(Target::height).containsExactly(720, 360);
            assertThat(read.job().targets()).extracting(Target::passes).containsExactly(1, 2);
            assertThat(read.job().targets().get(0).filters())
                    .containsExactly(VideoFilter.DEINTERLACE, VideoFilter.SCALE);
            assertThat(read.delivery().passes()).isEqualTo(2);
            assertThat(read.remarks())
                    .containsExactly("Filter 'overlay' has no place in a job's description; an estimate leaves out what"
                            + " it costs.");
        }

        @Test
        void reads_several_videos_of_one_output_by_their_number() {
            DescribedJob read = read("-i in.mp4 -map 0:v -map 0:v -map 0:a -c:v libx264 -preset veryfast -b:v:0 3M"
                    + " -b:v:1 800k -s:v:1 640x360 -c:a:0 aac -f hls -hls_time 6 out.m3u8");

            assertThat(read.job().targets())
                    .extracting(Target::rate)
                    .containsExactly(new RateControl.Bitrate(3_000_000), new RateControl.Bitrate(800_000));
            assertThat(read.job().targets()).extracting(Target::width).containsExactly(1920, 640);
            assertThat(read.delivery().packaging()).containsExactly("hls");
        }

        @Test
        void takes_as_much_of_the_source_as_is_asked_for() {
            Source source = read("-ss 00:00:10 -to 00:01:00 -i in.mp4 -ss 5 -t 20.5 -an -c:v libx265 -crf 30"
                            + " -preset fast out.mkv")
                    .job()
                    .source();

            assertThat(source.durationSeconds()).isCloseTo(20.5, within(1e-9));
            assertThat(source.bytes()).isZero();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "scale=1280:-2 | 1280 | 720",
                    "scale=iw/2:ih/2 | 960 | 540",
                    "scale='min(1280,iw)':-2 | 1280 | 720",
                    "scale=trunc(oh*a/2)*2:480 | 852 | 480",
                    "scale=w=-1:h=540 | 960 | 540",
                    "scale=hd720 | 1280 | 720",
                    "scale=640:640:force_original_aspect_ratio=decrease:force_divisible_by=2 | 640 | 360",
                    "crop=iw:ih-240,scale=960:-2 | 960 | 420",
                    "transpose=1 | 1080 | 1920",
                    "format=yuv420p | 1920 | 1080"
                })
        void works_out_what_filters_make_of_the_size(String filters, int width, int height) {
            Target target = only("-i in.mp4 -an -c:v libx264 -preset fast -crf 22 -vf " + filters + " out.mp4");

            assertThat(List.of(target.width(), target.height())).containsExactly(width, height);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "bwdif | DEINTERLACE | 50",
                    "yadif=mode=send_frame | DEINTERLACE | 25",
                    "hqdn3d=4 | DENOISE | 25",
                    "zscale=t=linear,tonemap=hable | TONE_MAP | 25",
                    "scale=640:360,fps=30000/1001 | SCALE | 29.97002997002997"
                })
        void knows_the_filters_that_cost(String filters, VideoFilter filter, double rate) {
            Target target = only("-i in.mp4 -an -c:v libx264 -preset fast -crf 22 -filter:v " + filters + " out.mp4");

            assertThat(target.filters()).containsExactly(filter);
            assertThat(target.framesPerSecond()).isEqualTo(rate);
        }

        @Test
        void reads_what_is_hidden_in_parameters_and_names_the_rest() {
            DescribedJob read =
                    read("-i in.mp4 -an -vcodec libx264 -preset slow -x264-params crf=19:rc-lookahead=60 -tune film"
                            + " -colour off out.mp4");

            assertThat(read.job().targets().get(0).rate()).isEqualTo(new RateControl.ConstantQuality(19));
            assertThat(read.remarks())
                    .containsExactly(
                            "Parameter 'rc-lookahead=60' of -x264-params has no place in a job's description; an"
                                    + " estimate leaves out what it costs.",
                            "-tune film has no place in a job's description; an estimate leaves out what it changes.",
                            "-colour off is unknown to this reader and was left out.");
        }

        @Test
        void says_which_defaults_it_took() {
            DescribedJob read = read("-i in.mp4 -an out.mp4");

            assertThat(read.job().targets().get(0).summary()).isEqualTo("H264 1920x1080 libx264/medium");
            assertThat(read.remarks()).hasSize(3).first().asString().contains("No encoder was named for 'out.mp4'");
        }

        @Test
        void counts_neither_copies_nor_sound_as_targets() {
            DescribedJob read = read("-i in.mp4 -map 0:v -map 0:a -c copy a.mp4 -vn -c:a libopus b.ogg"
                    + " -an -codec:v:0 libvpx-vp9 -cpu-used 4 -crf 33 -b:v 0 c.webm");

            assertThat(read.job().targets()).extracting(Target::summary).containsExactly("VP9 1920x1080 libvpx-vp9/4");
            assertThat(read.delivery().audio()).containsExactly("libopus");
        }
    }

    @Nested
    @DisplayName("that is wrong")
    class Wrong {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "-c:v libx264 out.mp4 | -i was missing but must name the source; add it.",
                    "-i in.mp4 -crf | -crf was the last argument but must have a value; add it or leave it out.",
                    "-i in.mp4 out.mp4 -crf 20 | -crf 20 stood behind the last output but must stand before the file"
                            + " that it is for; move it.",
                    "-i in.mp4 -crf 99 out.mp4 | -crf 99 was '99' but must be a quality of 0 to 63; correct it.",
                    "-i in.mp4 -b:v lots out.mp4 | -b:v lots was 'lots' but must be a number such as 2500k or 23.5;"
                            + " correct it.",
                    "-i in.mp4 -r 0 out.mp4 | -r 0 was '0' but must be a frame rate of more than 0 and at most 1000;"
                            + " correct it.",
                    "-i in.mp4 -ss 200 out.mp4 | -ss, -t and -to of 'out.mp4' left nothing of 100.0 seconds but must"
                            + " leave some; correct them.",
                    "-i in.mp4 -map 0:1 out.mp4 | -map was '0:1' but must say what it takes, as numbers alone do not;"
                            + " write 0:v or 0:a.",
                    "-i in.mp4 -map [x] out.mp4 | -map [x] was no output of -filter_complex that comes from an input"
                            + " but must be one; correct its name.",
                    "-i in.mp4 -c copy out.mp4 | Argument list encodes no video but must encode some; a copy needs no"
                            + " estimate.",
                    "-i in.mp4 -t 10 a.mp4 -t 20 b.mp4 | Output 'b.mp4' is 20.0 seconds long and another 10.0 but all"
                            + " must be of one length; describe a job for each.",
                    "-i a.mp4 -i b.mp4 -map 0:v a2.mp4 -map 1:v b2.mp4 | Argument list encodes pictures of inputs 0 and"
                            + " 1 but must be of one; describe a job for each.",
                    "-i in.mp4 -vf scale=n*2:100 out.mp4 | Filter scale was 'n*2' but must be a size in numbers, iw,"
                            + " ih, ow, oh, a, min, max and the like; correct it.",
                    "-i in.mp4 -s 32000x31250 out.mp4 | Argument list describes what cannot be: Target picture was"
                            + " 32000x31250, 1000000000 pixels, but must have at most 268435456; check what described"
                            + " the video."
                })
        void is_refused_with_its_place(String line, String message) {
            assertThatThrownBy(() -> read(line.strip()))
                    .isInstanceOf(JobDescriptionException.class)
                    .hasMessage(message.strip());
        }
    }

    @Nested
    @DisplayName("that is written")
    class Written {

        private final TranscodeJob job = TranscodeJob.of(
                "job",
                SOURCE,
                new Target(
                        VideoCodec.H264,
                        "libx264",
                        "slow",
                        1280,
                        720,
                        25,
                        new RateControl.ConstantQuality(21.5),
                        "mp4",
                        1,
                        Set.of(VideoFilter.DEINTERLACE, VideoFilter.DENOISE, VideoFilter.SCALE, VideoFilter.TONE_MAP)),
                new Target(
                        VideoCodec.VP9,
                        "libvpx-vp9",
                        "4",
                        1920,
                        1080,
                        12.5,
                        new RateControl.Bitrate(2_500_000),
                        "webm",
                        2,
                        Set.of()));

        @Test
        void is_the_golden_file() throws IOException {
            List<String> written = FfmpegArguments.write(job, "in.mp4", List.of("a.mp4", "b.webm"));

            try (InputStream golden =
                    Objects.requireNonNull(FfmpegArgumentsTest.class.getResourceAsStream("two-targets.arguments"))) {
                assertThat(String.join("\n", written) + "\n").isEqualTo(new String(golden.readAllBytes(), UTF_8));
            }
        }

        @Test
        void is_read_as_the_same_job() {
            List<String> written = FfmpegArguments.write(job, "in.mp4", List.of("a.mp4", "b.webm"));

            DescribedJob read = FfmpegArguments.read(ID, written, url -> SOURCE);

            assertThat(read.job()).isEqualTo(job);
            assertThat(read.remarks()).isEmpty();
        }

        @Test
        void has_an_output_for_each_target() {
            assertThatThrownBy(() -> FfmpegArguments.write(job, "in.mp4", List.of("a.mp4")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Outputs were 1 but must be 2, one for each target; name them all.");
        }
    }

    /** Whatever the words and their order: a job, or a reason. */
    @RepeatedTest(5)
    void answers_any_words_with_a_job_or_a_reason(RepetitionInfo repetition) {
        long seed = 90_210L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        String[] words = {
            "-i",
            "in.mp4",
            "-vf",
            "scale=",
            "scale=640:-2",
            "scale=((((iw",
            "-filter_complex",
            "[0:v]split[a][b]",
            "[a];;[b]",
            "-map",
            "[a]",
            "0:v",
            "0:a?",
            "-1",
            "-crf",
            "23",
            "-b:v",
            "5M",
            "-5",
            "1e99",
            "",
            "-",
            "--",
            "-:",
            "-pass",
            "2",
            "-r",
            "30000/0",
            "25",
            "-s",
            "hd720",
            "0x0",
            "-t",
            "99:99:99",
            "-ss",
            "-c:v",
            "libx264",
            "copy",
            "-x264-params",
            "crf=",
            "=:=",
            "out.mp4",
            "\0",
            "'",
            "\\",
            "crop=-iw:ih",
            "yadif=",
            "fps=0"
        };
        int jobs = 0;
        for (int i = 0; i < 2_000; i++) {
            List<String> arguments = new ArrayList<>(random.nextInt(3) > 0 ? List.of("-i", "in.mp4") : List.of());
            for (int left = random.nextInt(12); left > 0; left--) {
                arguments.add(words[random.nextInt(words.length)]);
            }
            arguments.addAll(random.nextInt(3) > 0 ? List.of("out.mp4") : List.of());
            try {
                assertThat(FfmpegArguments.read(ID, arguments, url -> SOURCE)
                                .job()
                                .targets())
                        .isNotEmpty();
                jobs++;
            } catch (JobDescriptionException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d, %s", seed, arguments)
                        .contains("; ")
                        .endsWith(".");
            }
        }
        assertThat(jobs).as("seed %d", seed).isPositive();
    }
}
