package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.ffmpeg.ContentProbe;
import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.ffmpeg.EncodeTask;
import io.reelbudget.ffmpeg.Encoder;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.ProbeResult;
import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClips;
import io.reelbudget.ffmpeg.arguments.FfmpegArguments;
import io.reelbudget.job.JobId;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import io.reelbudget.rate.CpuTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The pages on ffmpeg and jobs")
class FfmpegPagesTest {

    private static final SyntheticClip CLIP = new SyntheticClip(SyntheticClip.Pattern.TEST_CARD, 320, 180, 25, 1, 1);

    @TempDir
    Path directory;

    private Path upload;

    @BeforeEach
    void draw() throws IOException {
        upload = SyntheticClips.in(directory, Ffmpeg.locate(Optional.empty())).file(CLIP);
    }

    @Test
    void show_how_to_describe_and_encode_a_file() throws IOException {
        Target target = new Target(VideoCodec.VP9, "libvpx-vp9", "8", 160, 90, 25, new RateControl.Bitrate(100_000));

        Ffmpeg ffmpeg = Ffmpeg.locate(Optional.empty());
        Source source = Ffprobe.of(ffmpeg).describe(upload);
        EncodeResult result = Encoder.of(ffmpeg)
                .withTimeout(Duration.ofMinutes(30))
                .encode(EncodeTask.of(upload, directory.resolve("90p.webm"), target));
        CpuTime toCharge = CpuTime.ofSeconds(result.cpuSeconds()); // of a completed and of a failed encode

        assertThat(source.width()).isEqualTo(320);
        assertThat(result).isInstanceOf(EncodeResult.Completed.class);
        assertThat(toCharge).isNotEqualTo(CpuTime.ofSeconds(0));
    }

    @Test
    void show_how_to_probe_what_a_file_shows() throws IOException {
        Ffmpeg ffmpeg = Ffmpeg.locate(Optional.empty());
        TranscodeJob job = TranscodeJob.of("upload-1", Ffprobe.of(ffmpeg).describe(upload), PageJobs.HD_H264);
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            ContentProbe probe = ContentProbe.of(ffmpeg).withCache(directory.resolve("probes"));
            double before = estimator
                    .estimate(job)
                    .cpuSeconds()
                    .p10(); // low, so that 2 % of it is not more than 2 % of the job
            ProbeResult result = probe.probe(upload, job.source(), before);
            TranscodeJob known = job.withSource(result.told(job.source())); // what was learned, or why nothing was
            CpuTime toCharge = CpuTime.ofSeconds(result.cpuSeconds()); // of each result; zero where it was remembered

            assertThat(estimator.estimate(known).reason()).contains("Not probed");
            assertThat(toCharge).isEqualTo(CpuTime.ofSeconds(result.cpuSeconds()));
        }
    }

    @Test
    void show_how_a_job_is_described() throws IOException {
        Ffmpeg ffmpeg = Ffmpeg.locate(Optional.empty());
        Source source = Ffprobe.of(ffmpeg).describe(upload);
        Target target = new Target(VideoCodec.VP9, "libvpx-vp9", "4", 1280, 720, 25, new RateControl.Bitrate(2_500_000))
                .withPasses(2)
                .withFilters(Set.of(VideoFilter.DEINTERLACE, VideoFilter.DENOISE));
        TranscodeJob job = TranscodeJob.of("upload-4711", source, target);

        assertThat(job.targets()).hasSize(1);
    }

    @Test
    void show_how_a_job_is_read_from_arguments() throws IOException {
        Ffmpeg ffmpeg = Ffmpeg.locate(Optional.empty());
        List<String> arguments = List.of("-i", upload.toString(), "-c:v", "libx264", "-s", "1280x720", "out.mp4");

        DescribedJob described = FfmpegArguments.read(
                new JobId("upload-4711"), arguments, url -> Ffprobe.of(ffmpeg).describe(Path.of(url)));
        described.remarks().forEach(System.out::println);

        assertThat(described.job().targets().get(0).width()).isEqualTo(1280);
    }
}
