package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.estimator.CostModel;
import io.reelbudget.job.Complexity;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.VideoFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The training program")
class TrainTest {

    private static final String HEADER = "trial,source,group,source_codec,source_width,source_height,source_fps,"
            + "source_seconds,source_bps,encoder,preset,width,height,fps,rate_kind,rate_value,threads,cpu_s,wall_s,"
            + "out_bytes,peak_bytes,ffmpeg,date";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Train program = new Train(
            new PrintWriter(printed, true, StandardCharsets.UTF_8),
            () -> Instant.parse("2026-11-22T12:00:00Z"),
            new BoostingSettings(20, 0.2, 8, 5, 1));

    @Test
    void trains_from_measurements_and_writes_model_and_card() throws IOException {
        NativeXgboost.assumePresent();
        Path csv = measurements(MadeUpJobs.of(20, 15, 1));
        Path model = directory.resolve("m.onnx");
        Path card = directory.resolve("m.json");

        program.run("--encoders", csv.toString(), "--out", model.toString(), "--card", card.toString());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("read 300 measured jobs")
                .contains("fold 10 of 10: ")
                .contains("libvpx-vp9 METADATA            300 ")
                .contains("ONNX Runtime differs from the trees by at most");
        try (CostModel opened = CostModel.open(model, card)) {
            assertThat(opened.metadata().provenance())
                    .containsExactly("encoders.csv: 300 encodes measured with ffmpeg 8.1.2, 2026-11-22 to 2026-11-22.");
            assertThat(opened.metadata().encoders().keySet()).isEqualTo(Set.of("libvpx-vp9"));
        }
        assertThat(Files.readString(card)).contains("\"trainedAt\" : \"2026-11-22T12:00:00Z\"");
    }

    @Test
    void says_which_cell_of_which_line_is_wrong() throws IOException {
        Path csv = Files.writeString(
                directory.resolve("bad.csv"),
                HEADER + "\n0,a,a,H264,640,360,30,2,1000,libvpx-vp9,8,640,360,30,crf,thirty,1,1,1,1,1,8,2026-11-22\n");

        assertThatThrownBy(() -> program.run("--encoders", csv.toString(), "--out", "x", "--card", "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        csv + ", line 2, column 'rate_value' was 'thirty' but must be a number; repair the row or leave"
                                + " it out.");
    }

    @Test
    void says_how_it_is_used() {
        assertThatThrownBy(() -> program.run("--out", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option --card was not given but must be. Usage: Train ");
        assertThatThrownBy(() -> program.run("--colour", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Argument was '--colour' but must be an option with its value. Usage: ");
        assertThatThrownBy(() -> program.run("--transcoding", "nowhere", "--out", "x", "--card", "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Transcoding data directory was 'nowhere' but must exist; ");
    }

    @Test
    void reads_the_published_x264_data() throws IOException {
        Files.writeString(directory.resolve("x264_configs.csv"), "config_id,preset\n6,medium\n11,\n");
        Files.writeString(
                directory.resolve("x264_ugc_videos.csv"),
                "video,width,height,frames,fps,source_bytes,temporal_complexity,spatial_complexity,"
                        + "chunk_complexity_variation,color_complexity\nclip,1920,1080,500,25.0,100,0.4,1.2,8,0.5\n"
                        + "odd,1920,1080,500,5000,100,0,0,0,0\n");
        try (GZIPOutputStream out =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("x264_ugc_jobs.csv.gz")))) {
            out.write("video,config_id,user_s,sys_s,out_bytes\nclip,6,12.0,1.5,9000\nclip,11,1,1,1\nodd,6,1,1,1\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        List<PastJob> jobs = X264UgcJobs.read(directory);

        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).cpuSeconds()).isEqualTo(13.5);
        assertThat(jobs.get(0).target().preset()).isEqualTo("medium");
        assertThat(jobs.get(0).source().durationSeconds()).isEqualTo(20);
        assertThat(jobs.get(0).bytes()).isEqualTo(9_000);
        assertThat(jobs.get(0).place()).isEqualTo(PastJob.Place.ELSEWHERE);
        assertThat(jobs.get(0).source().content().complexity())
                .hasValue(new Complexity(
                        OptionalDouble.of(0.4), OptionalDouble.of(1.2), OptionalDouble.of(8), OptionalDouble.of(0.5)));
    }

    @Test
    void reads_what_probes_said_of_the_sources_from_the_file_beside() throws IOException {
        Path encodes = Files.writeString(
                directory.resolve("mine.csv"),
                HEADER
                        + ",filters\n0,a,a,H264,640,360,30,2,1000,libvpx-vp9,8,640,360,30,crf,30,1,1,1,77,88,8,2026-11-22,"
                        + "DENOISE\n");
        Files.writeString(
                directory.resolve("mine-probes.csv"),
                "source,encoder,preset,width,height,frames,segments,cpu_s_per_megapixel,bits_per_pixel,"
                        + "decode_s_per_megapixel\na,mpeg4,intra,320,180,48,8,0.006,0.5,0.004\n"
                        + "a,mpeg4,inter,320,180,48,8,0.007,0.2,0.004\n");

        PastJob job = MeasuredJobs.read(encodes).get(0);

        assertThat(job.source().content().trial("mpeg4", "inter").orElseThrow().bitsPerPixel())
                .isEqualTo(0.2);
        assertThat(job.source().content().decodeSecondsPerMegapixel()).hasValue(0.004);
        assertThat(job.target().filters()).containsExactly(VideoFilter.DENOISE);
        assertThat(job.bytes()).isEqualTo(77);
        assertThat(job.peakMemoryBytes()).isEqualTo(88);
    }

    private Path measurements(List<PastJob> jobs) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# a remark", HEADER));
        for (PastJob job : jobs) {
            lines.add(String.format(
                    Locale.ROOT,
                    "0,\"%s, cut\",%s,H264,%d,%d,%f,%f,%d,%s,%s,%d,%d,%f,crf,%f,1,%f,1,1,1,8.1.2,2026-11-22",
                    job.video(),
                    job.video(),
                    job.source().width(),
                    job.source().height(),
                    job.source().framesPerSecond(),
                    job.source().durationSeconds(),
                    job.source().bitsPerSecond(),
                    job.target().encoder(),
                    job.target().preset(),
                    job.target().width(),
                    job.target().height(),
                    job.target().framesPerSecond(),
                    ((RateControl.ConstantQuality) job.target().rate()).crf(),
                    job.cpuSeconds()));
        }
        return Files.write(directory.resolve("encoders.csv"), lines);
    }
}
