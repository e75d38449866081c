package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.Scan;
import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A source reader")
class SourceReaderTest {

    private static final String VIDEO = """
            {"index": 0, "codec_name": "h264", "codec_type": "video", "width": 1280, "height": 720,
             "r_frame_rate": "30000/1001", "avg_frame_rate": "30000/1001", "duration": "10.010000",
             "bit_rate": "869131", "nb_frames": "300", "disposition": {"attached_pic": 0}}""";
    private static final String SOUND = """
            {"index": 1, "codec_name": "aac", "codec_type": "audio", "r_frame_rate": "0/0",
             "avg_frame_rate": "0/0", "duration": "10.0", "bit_rate": "128000"}""";
    private static final String COVER = """
            {"index": 2, "codec_name": "mjpeg", "codec_type": "video", "width": 600, "height": 600,
             "r_frame_rate": "90000/1", "avg_frame_rate": "0/0", "disposition": {"attached_pic": 1}}""";
    private static final String FORMAT = """
            {"format_name": "mov,mp4,m4a,3gp,3g2,mj2", "duration": "10.1", "size": "1250000",
             "bit_rate": "1000000"}""";
    private static final Source EXPECTED =
            new Source("mp4", VideoCodec.H264, 1280, 720, 30_000 / 1_001.0, 10.01, 869_131, 1_250_000);

    @Nested
    @DisplayName("given what ffprobe wrote")
    class Given {

        @Test
        void reads_every_field() {
            assertThat(read(VIDEO, SOUND)).isEqualTo(EXPECTED);
        }

        @Test
        void passes_over_a_cover_picture() {
            assertThat(read(COVER, SOUND, VIDEO)).isEqualTo(EXPECTED);
        }

        @Test
        void takes_the_first_of_several_videos() {
            assertThat(read(VIDEO, VIDEO.replace("1280", "640"))).isEqualTo(EXPECTED);
        }

        @Test
        void swaps_the_sides_of_a_video_that_is_to_be_turned_by_a_quarter() {
            String turned =
                    VIDEO.replace("\"disposition\"", "\"side_data_list\": [{\"rotation\": -90}], \"disposition\"");
            Source source = read(turned);

            assertThat(source.width()).isEqualTo(720);
            assertThat(source.height()).isEqualTo(1280);
        }

        @Test
        void leaves_the_sides_of_a_video_that_stands_on_its_head() {
            String turned =
                    VIDEO.replace("\"disposition\"", "\"side_data_list\": [{\"rotation\": 180}], \"disposition\"");

            assertThat(read(turned)).isEqualTo(EXPECTED);
        }

        @Test
        void takes_the_files_duration_where_the_video_tells_none() {
            assertThat(read(VIDEO.replace("\"duration\": \"10.010000\",", "")).durationSeconds())
                    .isEqualTo(10.1);
        }

        @Test
        void works_out_the_duration_from_the_frames_where_none_is_told() {
            String json = json(FORMAT.replace("\"duration\": \"10.1\",", ""), VIDEO.replace("\"duration\"", "\"x\""));

            assertThat(SourceReader.read("a.mp4", json).durationSeconds()).isEqualTo(300 * 1_001 / 30_000.0);
        }

        @Test
        void takes_the_finest_step_where_the_average_rate_is_missing() {
            assertThat(read(VIDEO.replace("\"avg_frame_rate\": \"30000/1001\"", "\"avg_frame_rate\": \"0/0\"")))
                    .isEqualTo(EXPECTED);
        }

        @Test
        void works_out_the_bit_rate_from_the_files_less_the_sounds() {
            assertThat(read(VIDEO.replace("\"bit_rate\"", "\"x\""), SOUND).bitsPerSecond())
                    .isEqualTo(872_000);
        }

        @Test
        void leaves_the_bit_rate_unknown_where_the_sounds_is_too() {
            String video = VIDEO.replace("\"bit_rate\"", "\"x\"");

            assertThat(read(video, SOUND.replace("\"bit_rate\"", "\"x\"")).bitsPerSecond())
                    .isZero();
        }

        @ParameterizedTest
        @CsvSource({"progressive, PROGRESSIVE", "tt, INTERLACED", "bt, INTERLACED", "unknown, UNKNOWN", "'', UNKNOWN"})
        void tells_interlaced_video_by_the_order_of_its_fields(String order, Scan scan) {
            assertThat(read(with("\"field_order\": \"" + order + "\"")).scan()).isEqualTo(scan);
        }

        @ParameterizedTest
        @CsvSource({"smpte2084, PQ", "arib-std-b67, HLG", "bt709, STANDARD", "unknown, UNKNOWN"})
        void tells_high_dynamic_range_by_the_transfer(String transfer, DynamicRange range) {
            assertThat(read(with("\"color_transfer\": \"" + transfer + "\"")).range())
                    .isEqualTo(range);
        }

        @Test
        void tells_dolby_vision_by_its_side_data_whatever_the_transfer() {
            String dolby = with("\"color_transfer\": \"smpte2084\", \"side_data_list\":"
                    + " [{\"side_data_type\": \"DOVI configuration record\", \"dv_profile\": 8}]");

            assertThat(read(dolby).range()).isEqualTo(DynamicRange.DOLBY_VISION);
        }

        @Test
        void takes_length_bit_rate_and_rotation_from_tags_where_matroska_and_old_versions_put_them() {
            String video =
                    with("\"tags\": {\"DURATION\": \"00:01:02.500000000\", \"BPS\": \"750000\", \"rotate\": \"90\"}")
                            .replace("\"duration\"", "\"x\"")
                            .replace("\"bit_rate\"", "\"y\"");

            Source source = read(video);

            assertThat(source.durationSeconds()).isEqualTo(62.5);
            assertThat(source.bitsPerSecond()).isEqualTo(750_000);
            assertThat(List.of(source.width(), source.height())).containsExactly(720, 1280);
        }

        @Test
        void passes_over_the_pictures_of_a_seek_bar() {
            String thumbnails = COVER.replace("\"attached_pic\": 1", "\"attached_pic\": 0, \"timed_thumbnails\": 1");

            assertThat(read(thumbnails, VIDEO)).isEqualTo(EXPECTED);
        }

        @Test
        void reads_numbers_that_are_no_strings() {
            assertThat(read(VIDEO.replace("\"869131\"", "869131").replace("\"10.010000\"", "10.01")))
                    .isEqualTo(EXPECTED);
        }
    }

    @Nested
    @DisplayName("given no video")
    class GivenNone {

        @Test
        void says_that_a_sound_file_has_no_video() {
            assertThatExceptionOfType(NotAVideoException.class)
                    .isThrownBy(() -> read(SOUND, COVER))
                    .withMessage(
                            "File 'a.mp4' is no video that can be transcoded: it has no video stream; give a file that"
                                    + " holds a video, such as one in mp4, webm or mkv.")
                    .satisfies(thrown -> assertThat(thrown.file()).isEqualTo("a.mp4"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-720", "99999999999999999999", "\"many\"", "40000", "4294967297"})
        void refuses_absurd_sides(String height) {
            assertThatThrownBy(() -> read(VIDEO.replace("\"height\": 720", "\"height\": " + height)))
                    .isInstanceOf(NotAVideoException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0/0", "1/0", "-30/1", "30/1/1", "1000000/1", "NaN", "", "1e9", "/"})
        void refuses_absurd_frame_rates(String rate) {
            assertThatThrownBy(() -> read(VIDEO.replace("30000/1001", rate)))
                    .isInstanceOf(NotAVideoException.class)
                    .hasMessageContaining("its frame rate is '" + rate + "'");
        }

        @Test
        void refuses_a_still_picture_that_has_no_length() {
            String picture = VIDEO.replace("\"duration\"", "\"x\"").replace("\"nb_frames\"", "\"y\"");

            assertThatThrownBy(() -> SourceReader.read("a.png", json("{\"format_name\": \"png_pipe\"}", picture)))
                    .hasMessageContaining("neither its duration nor its number of frames");
        }

        @Test
        void refuses_json_that_is_nested_deeper_than_ffprobe_nests() {
            assertThatThrownBy(() -> SourceReader.read("a.mp4", "[".repeat(100_000)))
                    .isInstanceOf(NotAVideoException.class)
                    .hasMessageContaining("not the JSON of ffprobe");
        }

        @Test
        void refuses_more_json_than_ffprobe_writes() {
            assertThatThrownBy(() -> SourceReader.read("a.mp4", " ".repeat(1_000_001)))
                    .isInstanceOf(NotAVideoException.class)
                    .hasMessageContaining("1000001 characters");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"streams\": 3}", "{\"streams\": {\"a\": 1}}"})
        void refuses_json_of_another_shape(String json) {
            assertThatThrownBy(() -> SourceReader.read("a.mp4", json)).isInstanceOf(NotAVideoException.class);
        }
    }

    @RepeatedTest(10)
    void answers_any_damaged_text_with_a_source_or_a_reason(RepetitionInfo repetition) {
        long seed = 7_000L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            StringBuilder json = new StringBuilder(json(FORMAT, VIDEO, SOUND, COVER));
            for (int damage = random.nextInt(1, 6); damage > 0; damage--) {
                int at = random.nextInt(json.length());
                json.setCharAt(at, "0-9.:/\"{}[],eE\0x".charAt(random.nextInt(16)));
            }
            try {
                assertThat(SourceReader.read("a.mp4", json.toString())).isNotNull();
            } catch (NotAVideoException refused) {
                assertThat(refused.finding()).as("seed %d, text %s", seed, json).isNotBlank();
            }
        }
    }

    private static String with(String field) {
        return VIDEO.replace("\"disposition\"", field + ", \"disposition\"");
    }

    private static Source read(String... streams) {
        return SourceReader.read("a.mp4", json(FORMAT, streams));
    }

    private static String json(String format, String... streams) {
        return "{\"streams\": [" + String.join(",", streams) + "], \"format\": " + format + "}";
    }
}
