package io.reelbudget.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.bench.probe.LiveProbeReport.Knowledge;
import io.reelbudget.estimator.JobFeatures;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.Content;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.TrialEncode;
import io.reelbudget.job.VideoCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A report on live probes")
class LiveProbeReportTest {

    private static final LiveProbeReport REPORT =
            new LiveProbeReport(new PrintWriter(new StringWriter()), TrainedCostEstimator::withRatesOnly);
    private static final double DECODE = 0.004;
    private static final double PROBE_SECONDS = 0.2;

    /** Jobs whose cost follows the bits of the trials by a power law, as the model thinks it does. */
    private static List<ProbedJob> jobs(int sources, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ProbedJob> jobs = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            double detail = Math.exp(random.nextDouble(-1, 1));
            double motion = Math.exp(random.nextDouble(-1, 1));
            Content content = Content.unknown()
                    .withTrials(List.of(
                            new TrialEncode("mpeg4", "intra", 320, 180, 60, 5, 0.006, detail),
                            new TrialEncode("mpeg4", "inter", 320, 180, 60, 5, 0.007, (detail + 11 * motion) / 12)))
                    .withDecodeSecondsPerMegapixel(DECODE);
            Source source = new Source("mp4", VideoCodec.H264, 640, 360, 25, 60, 0, 0).withContent(content);
            List<Target> targets = List.of(target(640, 360, random), target(320, 180, random));
            List<Double> seconds = targets.stream()
                    .map(target -> DECODE * source.megapixels()
                            + 0.02
                                    * Math.pow(detail, 0.2)
                                    * Math.pow(motion, 0.3)
                                    * JobFeatures.encodeMegapixels(source, target))
                    .toList();
            TranscodeJob job = TranscodeJob.of("job", source, targets.toArray(Target[]::new));
            jobs.add(new ProbedJob("source-" + i, "libvpx-vp9/8", job, seconds, PROBE_SECONDS));
        }
        return jobs;
    }

    private static Target target(int width, int height, SplittableRandom random) {
        RateControl rate = new RateControl.Bitrate(random.nextLong(200_000, 900_000));
        return new Target(VideoCodec.VP9, "libvpx-vp9", "8", width, height, 25, rate);
    }

    @Test
    void learns_from_the_other_sources_jobs() {
        List<ProbedJob> jobs = jobs(20, 3);

        ProbeScore before = ProbeScore.of(jobs, REPORT.foretold(jobs, Knowledge.PROBE));
        ProbeScore after = ProbeScore.of(jobs, REPORT.foretold(jobs, Knowledge.PROBE_AND_OTHER_JOBS));

        assertThat(after.mdape()).isLessThan(before.mdape());
        assertThat(Math.abs(after.totalError())).isLessThan(10);
    }

    @Test
    void never_learns_from_the_source_that_it_foretells() {
        List<ProbedJob> jobs = jobs(8, 4);
        List<ProbedJob> altered = new ArrayList<>(jobs);
        ProbedJob first = jobs.get(0);
        altered.set(
                0, new ProbedJob(first.source(), first.rung(), first.job(), List.of(9_000.0, 1_000.0), PROBE_SECONDS));

        List<Double> foretold = REPORT.foretold(jobs, Knowledge.PROBE_AND_OTHER_JOBS);
        List<Double> ofAltered = REPORT.foretold(altered, Knowledge.PROBE_AND_OTHER_JOBS);

        assertThat(ofAltered.get(0)).isEqualTo(foretold.get(0));
        assertThat(ofAltered.get(1)).isNotEqualTo(foretold.get(1));
    }

    @Test
    void scores_errors_and_what_the_probes_cost() {
        List<ProbedJob> jobs = jobs(4, 5);
        List<Double> foretold = List.of(
                jobs.get(0).actual() * 1.1,
                jobs.get(1).actual() * 0.9,
                jobs.get(2).actual() * 1.3,
                jobs.get(3).actual());
        double total = jobs.stream().mapToDouble(ProbedJob::actual).sum();

        ProbeScore score = ProbeScore.of(jobs, foretold);

        assertThat(score.jobs()).isEqualTo(4);
        assertThat(score.mdape()).isCloseTo(10, within(1e-6));
        assertThat(score.mape()).isCloseTo(12.5, within(1e-6));
        assertThat(score.costShare()).isCloseTo(4 * PROBE_SECONDS / total * 100, within(1e-9));
    }

    @Test
    void ends_with_one_line_of_json() {
        StringWriter printed = new StringWriter();

        new LiveProbeReport(new PrintWriter(printed), TrainedCostEstimator::withRatesOnly).print(jobs(6, 6));

        List<String> lines = printed.toString().lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .matches("\\{\"mdape\":[\\d.]+,\"mape\":[\\d.]+,\"totalError\":-?[\\d.]+,\"costShare\":[\\d.]+}");
    }
}
