package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Content;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Source;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.TrialEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The table of finished jobs")
class FinishedJobsFileTest {

    private static final Instant WHEN = Instant.parse("2026-11-23T10:00:00Z");
    private static final CostEstimate ESTIMATE =
            new CostEstimate(new Quantiles(1, 2, 3), CostEstimate.Origin.RATE, "rates", 0, "It is made up.");

    @TempDir
    private Path directory;

    @Test
    void has_a_row_for_each_job_of_one_rendition() throws IOException {
        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.X264)), finished(Jobs.of(Jobs.VP9))), WHEN);
        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.OPENH264))), WHEN);

        List<String> lines = Files.readAllLines(directory.resolve(FinishedJobsFile.NAME));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("source,group,source_codec,");
        assertThat(lines.get(1))
                .contains(
                        ",H264,1920,1080,30.000000,10.000000,8000000,libx264,medium,1280,720,30.000000,crf,23.000,4.500000000,")
                .endsWith(",host,2026-11-23,1");
        assertThat(lines.get(3)).contains(",libopenh264,default,", ",bitrate,2500000.000,");
    }

    @Test
    void leaves_out_jobs_of_which_it_is_not_known_what_each_rendition_took() throws IOException {
        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.X264, Jobs.VP9))), WHEN);

        assertThat(directory.resolve(FinishedJobsFile.NAME)).doesNotExist();
    }

    @Test
    void keeps_what_a_probe_found_of_each_source_once() throws IOException {
        Source probed = Jobs.CAMERA.withContent(Content.unknown()
                .withTrials(List.of(new TrialEncode("mpeg4", "intra", 320, 180, 48, 8, 0.006, 0.5)))
                .withDecodeSecondsPerMegapixel(0.004));
        FinishedJob job = finished(TranscodeJob.of("job", probed, Jobs.X264));

        FinishedJobsFile.in(directory).append(List.of(job, job), WHEN);

        assertThat(Files.readAllLines(directory.resolve("finished-jobs-probes.csv")))
                .hasSize(2)
                .last()
                .asString()
                .endsWith(",mpeg4,intra,320,180,48,8,0.006000,0.500000,0.004000");
    }

    @Test
    void keeps_it_once_over_restarts_and_also_when_it_comes_late() throws IOException {
        Source probed = Jobs.CAMERA.withContent(
                Content.unknown().withTrials(List.of(new TrialEncode("mpeg4", "intra", 320, 180, 48, 8, 0.006, 0.5))));
        FinishedJob unprobedJob = finished(Jobs.of(Jobs.X264));
        FinishedJob probedJob = finished(TranscodeJob.of("job", probed, Jobs.X264));

        FinishedJobsFile.in(directory).append(List.of(unprobedJob), WHEN);
        for (int process = 0; process < 20; process++) {
            FinishedJobsFile.in(directory).append(List.of(probedJob), WHEN);
        }

        assertThat(Files.readAllLines(directory.resolve("finished-jobs-probes.csv")))
                .hasSize(2);
    }

    @Test
    void begins_a_new_line_behind_a_torn_one() throws IOException {
        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.X264))), WHEN);
        Path file = directory.resolve(FinishedJobsFile.NAME);
        Files.writeString(file, "abc,abc,H264,19", StandardOpenOption.APPEND);

        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.VP9))), WHEN);

        assertThat(Files.readAllLines(file)).hasSize(4).last().asString().contains(",libvpx-vp9,8,");
    }

    @Test
    void has_its_header_also_where_an_empty_file_was_left() throws IOException {
        Path file = Files.createFile(directory.resolve(FinishedJobsFile.NAME));

        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.X264))), WHEN);

        assertThat(Files.readAllLines(file)).hasSize(2).first().asString().startsWith("source,group,");
    }

    @Test
    void keeps_a_preset_with_a_comma_in_one_field() throws IOException {
        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.X264.withPreset("fast, \"new\"")))), WHEN);

        assertThat(directory.resolve(FinishedJobsFile.NAME)).content().contains(",\"fast, \"\"new\"\"\",");
    }

    @Test
    void becomes_the_previous_one_when_it_is_full() throws IOException {
        Path file = directory.resolve(FinishedJobsFile.NAME);
        Files.write(file, new byte[(int) FinishedJobsFile.MOST_BYTES + 1]);

        FinishedJobsFile.in(directory).append(List.of(finished(Jobs.of(Jobs.X264))), WHEN);

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(directory.resolve(FinishedJobsFile.PREVIOUS)).hasSize(FinishedJobsFile.MOST_BYTES + 1);
    }

    private static FinishedJob finished(TranscodeJob job) {
        return new FinishedJob(job, ESTIMATE, 4.5);
    }
}
