package io.reelbudget.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The estimate of a batch")
class BatchEstimateTest {

    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final double Z90 = 1.2815515655446004;
    private static final String[] PRESETS = {"veryfast", "medium", "slow"};

    /** A job of a batch with what it rests on. */
    private record Planned(TranscodeJob job, CostEstimate estimate, double deviation) {}

    @Nested
    @DisplayName("against jobs whose errors are known")
    class Simulated {

        /** Columns: jobs, deviation of the logarithm, shares of any jobs, same kind and same source. */
        @ParameterizedTest
        @CsvSource({
            "2, 0.3, 0, 0, 0",
            "10, 0.3, 0, 0, 0",
            "10, 0.3, 0.2, 0.1, 0.5",
            "100, 0.3, 0.05, 0.05, 0",
            "100, 0.6, 0.2, 0.1, 0.5",
            "300, 0.3, 0, 0, 0",
            "30, 0.9, 0.3, 0, 0"
        })
        void lies_above_nine_of_ten_totals_and_below_one_of_ten(
                int jobs, double deviation, double any, double kind, double source) {
            RandomGenerator random = new SplittableRandom(SEED);
            ErrorCorrelation correlation = new ErrorCorrelation(any, kind, source);
            int batches = 1_500;
            int under90 = 0;
            int under50 = 0;
            int under10 = 0;
            double took = 0;
            double tookSquared = 0;
            List<Planned> planned = batch(jobs, deviation, random);
            BatchEstimate estimate = estimate(planned, correlation);
            for (int i = 0; i < batches; i++) {
                double total = run(planned, correlation, random);
                under90 += total <= estimate.cpuSeconds().p90() ? 1 : 0;
                under50 += total <= estimate.cpuSeconds().p50() ? 1 : 0;
                under10 += total <= estimate.cpuSeconds().p10() ? 1 : 0;
                took += total / batches;
                tookSquared += total * total / batches;
            }
            double standardError = Math.sqrt((tookSquared - took * took) / batches);

            assertThat(under90 / (double) batches).as("P90, seed %d", SEED).isEqualTo(0.9, within(0.03));
            assertThat(under50 / (double) batches).as("P50, seed %d", SEED).isEqualTo(0.5, within(0.06));
            assertThat(under10 / (double) batches).as("P10, seed %d", SEED).isEqualTo(0.1, within(0.035));
            assertThat(took)
                    .as("total, seed %d", SEED)
                    .isEqualTo(estimate.meanCpuSeconds(), within(3.5 * standardError));
        }

        private double run(List<Planned> batch, ErrorCorrelation correlation, RandomGenerator random) {
            double any = random.nextGaussian();
            Map<JobKind, Double> kinds = new HashMap<>();
            Map<Source, Double> sources = new HashMap<>();
            double own = Math.sqrt(
                    Math.max(0, 1 - correlation.anyJobs() - correlation.sameKind() - correlation.sameSource()));
            double total = 0;
            for (Planned each : batch) {
                double error = Math.sqrt(correlation.anyJobs()) * any
                        + Math.sqrt(correlation.sameKind())
                                * kinds.computeIfAbsent(JobKind.of(each.job()), k -> random.nextGaussian())
                        + Math.sqrt(correlation.sameSource())
                                * sources.computeIfAbsent(each.job().source(), s -> random.nextGaussian())
                        + own * random.nextGaussian();
                total += each.estimate().cpuSeconds().p50() * Math.exp(each.deviation() * error);
            }
            return total;
        }
    }

    @Nested
    @DisplayName("always")
    class Always {

        private final RandomGenerator random = new SplittableRandom(SEED);

        @Test
        void is_the_job_itself_where_there_is_but_one() {
            for (int i = 0; i < 100; i++) {
                Planned only = planned(i, random.nextDouble(), random);
                BatchEstimate batch = estimate(List.of(only), anyCorrelation());

                assertThat(batch.cpuSeconds())
                        .as("seed %d", SEED)
                        .isEqualTo(only.estimate().cpuSeconds());
                assertThat(batch.meanCpuSeconds()).isEqualTo(only.estimate().meanCpuSeconds());
            }
        }

        @Test
        void does_not_depend_on_the_order_of_jobs() {
            for (int i = 0; i < 50; i++) {
                List<Planned> jobs = batch(2 + random.nextInt(20), 0.5, random);
                ErrorCorrelation correlation = anyCorrelation();
                BatchEstimate before = estimate(jobs, correlation);
                List<Planned> shuffled = new ArrayList<>(jobs);
                Collections.shuffle(shuffled, new Random(i));

                BatchEstimate after = estimate(shuffled, correlation);

                assertThat(after.cpuSeconds().p90())
                        .as("seed %d", SEED)
                        .isEqualTo(before.cpuSeconds().p90(), within(1e-9 * before.meanCpuSeconds()));
                assertThat(after.cpuSeconds().p10())
                        .isEqualTo(before.cpuSeconds().p10(), within(1e-9 * before.meanCpuSeconds()));
            }
        }

        @Test
        void costs_no_less_with_a_job_more() {
            for (int i = 0; i < 300; i++) {
                List<Planned> jobs = batch(1 + random.nextInt(20), 0.8, random);
                ErrorCorrelation correlation = anyCorrelation();
                Quantiles fewer = estimate(jobs, correlation).cpuSeconds();
                List<Planned> more = new ArrayList<>(jobs);
                more.add(planned(99, 0.8, random));

                Quantiles with = estimate(more, correlation).cpuSeconds();

                assertThat(with.p10()).as("P10 of batch %d, seed %d", i, SEED).isGreaterThanOrEqualTo(fewer.p10());
                assertThat(with.p50()).as("P50 of batch %d, seed %d", i, SEED).isGreaterThanOrEqualTo(fewer.p50());
                assertThat(with.p90()).as("P90 of batch %d, seed %d", i, SEED).isGreaterThanOrEqualTo(fewer.p90());
            }
        }

        @Test
        void is_surer_than_its_jobs_and_less_sure_than_jobs_that_err_each_by_itself() {
            List<Planned> jobs = batch(50, 0.4, random);
            double sumOfP90s = jobs.stream()
                    .mapToDouble(each -> each.estimate().cpuSeconds().p90())
                    .sum();

            double alone = estimate(jobs, ErrorCorrelation.none()).cpuSeconds().p90();
            double together =
                    estimate(jobs, ErrorCorrelation.prior()).cpuSeconds().p90();

            assertThat(together).isBetween(1.05 * alone, 0.95 * sumOfP90s);
        }

        @Test
        void is_the_sum_of_quantiles_where_jobs_err_alike() {
            List<Planned> jobs = batch(50, 0.4, random);
            double sumOfP90s = jobs.stream()
                    .mapToDouble(each -> each.estimate().cpuSeconds().p90())
                    .sum();

            Quantiles alike = estimate(jobs, new ErrorCorrelation(1, 0, 0)).cpuSeconds();

            assertThat(alike.p90()).isEqualTo(sumOfP90s, within(0.01 * sumOfP90s));
        }

        @Test
        void has_quantiles_in_order_however_odd_the_jobs() {
            for (int i = 0; i < 500; i++) {
                List<Planned> jobs = new ArrayList<>();
                for (int j = random.nextInt(5); j >= 0; j--) {
                    double p10 = Math.exp(20 * random.nextDouble() - 10);
                    double p50 = p10 * Math.exp(5 * random.nextDouble());
                    double p90 = p50 * Math.exp(5 * random.nextDouble());
                    Quantiles odd = random.nextInt(4) == 0 ? Quantiles.certain(p10) : new Quantiles(p10, p50, p90);
                    jobs.add(new Planned(
                            job(j, "slow", 60),
                            new CostEstimate(odd, CostEstimate.Origin.RATE, "odd 1", 0, "It is odd."),
                            0));
                }

                Quantiles sum = estimate(jobs, anyCorrelation()).cpuSeconds();

                assertThat(sum.p10()).as("batch %d, seed %d", i, SEED).isPositive();
            }
        }

        private ErrorCorrelation anyCorrelation() {
            double any = random.nextDouble();
            double kind = (1 - any) * random.nextDouble();
            return new ErrorCorrelation(any, kind, (1 - any - kind) * random.nextDouble());
        }
    }

    @Test
    void takes_no_batch_without_jobs_and_one_estimate_for_each_job() {
        Planned one = planned(1, 0.3, new SplittableRandom(SEED));

        assertThatThrownBy(() -> BatchEstimate.of(List.of(), List.of(), ErrorCorrelation.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Jobs of a batch were 0 but must be 1 to 100000; check what described the job.");
        assertThatThrownBy(() -> BatchEstimate.of(List.of(one.job()), List.of(), ErrorCorrelation.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Estimates were 0 but must be one for each of 1 jobs; estimate each of them once.");
    }

    @Test
    void takes_no_shares_that_are_more_than_the_whole() {
        assertThatThrownBy(() -> new ErrorCorrelation(0.6, 0.3, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shares in common were 0.6, 0.3 and 0.2 but must be zero or more and at most 1 together;"
                        + " check how they were measured.");
        assertThatThrownBy(() -> new ErrorCorrelation(Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static BatchEstimate estimate(List<Planned> jobs, ErrorCorrelation correlation) {
        return BatchEstimate.of(
                jobs.stream().map(Planned::job).toList(),
                jobs.stream().map(Planned::estimate).toList(),
                correlation);
    }

    /** Jobs of three kinds, three renditions of each video one by one. */
    private static List<Planned> batch(int jobs, double deviation, RandomGenerator random) {
        List<Planned> batch = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            batch.add(planned(i, deviation, random));
        }
        return batch;
    }

    private static Planned planned(int number, double deviation, RandomGenerator random) {
        double p50 = 50 * Math.exp(0.8 * random.nextGaussian());
        double factor = Math.exp(Z90 * deviation);
        CostEstimate estimate = new CostEstimate(
                new Quantiles(p50 / factor, p50, p50 * factor),
                p50 * Math.exp(deviation * deviation / 2),
                CostEstimate.Origin.MODEL,
                "known 1",
                0,
                "It is known.");
        return new Planned(job(number / 3, PRESETS[number % 3], 10 + number / 3), estimate, deviation);
    }

    private static TranscodeJob job(int number, String preset, double seconds) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, seconds, 8_000_000, 0);
        Target target =
                new Target(VideoCodec.H264, "libx264", preset, 1280, 720, 30, new RateControl.ConstantQuality(23));
        return TranscodeJob.of("job-" + number + "-" + preset, source, target);
    }
}
