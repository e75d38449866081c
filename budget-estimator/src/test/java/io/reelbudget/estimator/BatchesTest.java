package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.Source;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Batches are estimated, run, and learned from, one after another. All jobs share a disturbance that wanders, such as
 * how busy the hosts are; jobs of a preset share one of their own.
 */
@DisplayName("Batches estimated by what the batches before have taught")
class BatchesTest {

    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final int WARM_UP = 40;
    private static final int SCORED = 300;
    private static final String[] PRESETS = {"veryfast", "medium", "slow"};

    /** Columns: jobs of a batch, share of variance common to all jobs, common to a preset. */
    @ParameterizedTest
    @CsvSource({"20, 0, 0", "20, 0.2, 0.1", "60, 0.1, 0"})
    void stay_under_their_p90_nine_times_of_ten_and_are_right_in_total(int size, double any, double preset) {
        Disturbance disturbance = new Disturbance(any, preset, new SplittableRandom(SEED));
        TrainedCostEstimator estimator = TrainedCostEstimator.by(
                new FakePredictor("model 1", job -> Math.log(job.source().durationSeconds())));
        int under = 0;
        int underSum = 0;
        double took = 0;
        double expected = 0;
        for (int batch = 0; batch < WARM_UP + SCORED; batch++) {
            List<TranscodeJob> jobs = disturbance.jobs(size);
            BatchEstimate estimate = estimator.estimateTogether(jobs);
            disturbance.moveOn();
            double total = 0;
            for (int i = 0; i < size; i++) {
                double seconds = disturbance.run(jobs.get(i));
                total += seconds;
                estimator.learn(Jobs.finished(jobs.get(i), estimate.jobs().get(i), seconds));
            }
            if (batch >= WARM_UP) {
                under += total <= estimate.cpuSeconds().p90() ? 1 : 0;
                underSum += total <= sumOfP90s(estimate) ? 1 : 0;
                took += total;
                expected += estimate.meanCpuSeconds();
            }
        }

        assertThat(under / (double) SCORED).as("share under P90, seed %d", SEED).isEqualTo(0.9, within(0.03));
        assertThat(expected / took).as("total, seed %d", SEED).isEqualTo(1, within(0.03));
        assertThat(underSum / (double) SCORED).as("share under the sum of P90s").isGreaterThan(0.95);
    }

    private static double sumOfP90s(BatchEstimate batch) {
        return batch.jobs().stream()
                .mapToDouble(each -> each.cpuSeconds().p90())
                .sum();
    }

    /** What jobs really take: 1.5 times the model's estimate, disturbed in common and each by itself. */
    private static final class Disturbance {
        private static final double DEVIATION = 0.35;

        /** How much of a disturbance is left after one batch. */
        private static final double LASTS = 0.3;

        private final double any;
        private final double preset;
        private final RandomGenerator random;
        private final double[] ofPreset = new double[PRESETS.length];
        private double common;
        private int number;

        Disturbance(double any, double preset, RandomGenerator random) {
            this.any = any;
            this.preset = preset;
            this.random = random;
        }

        List<TranscodeJob> jobs(int size) {
            List<TranscodeJob> jobs = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                double seconds = 10 * Math.exp(0.5 * random.nextGaussian());
                Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, seconds, 8_000_000, 0);
                String name = PRESETS[random.nextInt(PRESETS.length)];
                jobs.add(TranscodeJob.of("job-" + number++, source, Jobs.X264.withPreset(name)));
            }
            return jobs;
        }

        void moveOn() {
            common = next(common);
            for (int i = 0; i < ofPreset.length; i++) {
                ofPreset[i] = next(ofPreset[i]);
            }
        }

        private double next(double before) {
            return LASTS * before + Math.sqrt(1 - LASTS * LASTS) * random.nextGaussian();
        }

        double run(TranscodeJob job) {
            String name = job.targets().get(0).preset();
            double error = Math.sqrt(any) * common
                    + Math.sqrt(preset) * ofPreset[List.of(PRESETS).indexOf(name)]
                    + Math.sqrt(1 - any - preset) * random.nextGaussian();
            return 1.5 * job.source().durationSeconds() * Math.exp(DEVIATION * error);
        }
    }
}
