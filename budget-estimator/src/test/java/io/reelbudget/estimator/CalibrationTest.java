package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.estimator.Calibration.Corrected;
import io.reelbudget.estimator.Calibration.Question;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.ErrorCorrelation;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calibration")
class CalibrationTest {

    private static final long SEED = Long.getLong("seed", 20261123L);

    private final Calibration calibration = new Calibration();
    private final RandomGenerator random = new SplittableRandom(SEED);

    @Nested
    @DisplayName("learning from jobs of one kind")
    class OneKind {

        private final Question medium = question(Jobs.X264);

        @Test
        void changes_nothing_before_the_first() {
            Corrected corrected = calibration.correct(medium);

            assertThat(corrected.seconds().p50()).isEqualTo(1, within(1e-9));
            assertThat(corrected.seconds().p90()).isEqualTo(Math.exp(0.3), within(1e-9));
            assertThat(corrected.mean()).isEqualTo(corrected.seconds().impliedMean(), within(1e-9));
            assertThat(corrected.similarJobs()).isZero();
        }

        @Test
        void keeps_nine_of_ten_under_p90_and_one_of_ten_under_p10_whatever_the_spread() {
            for (double spread : new double[] {0.1, 0.25, 0.6}) {
                Calibration own = new Calibration();
                int under90 = 0;
                int under10 = 0;
                for (int i = 0; i < 2_000; i++) {
                    Corrected given = own.correct(medium);
                    double took = Math.exp(0.2 + spread * random.nextGaussian());
                    under90 += took <= given.seconds().p90() ? 1 : 0;
                    under10 += took <= given.seconds().p10() ? 1 : 0;
                    own.learn(medium, took, Optional.empty());
                }
                assertThat(under90 / 2_000.0)
                        .as("share under P90 at spread %s, seed %d", spread, SEED)
                        .isBetween(0.88, 0.92);
                assertThat(under10 / 2_000.0)
                        .as("share under P10 at spread %s, seed %d", spread, SEED)
                        .isBetween(0.08, 0.12);
            }
        }

        @Test
        void expects_on_average_what_jobs_take_on_average_however_skewed() {
            double took = 0;
            double expected = 0;
            for (int i = 0; i < 6_000; i++) {
                double seconds = Math.exp(0.2 + 0.3 * random.nextGaussian() - 0.25 * Math.log(random.nextDouble()));
                if (i >= 1_000) {
                    took += seconds;
                    expected += calibration.correct(medium).mean();
                }
                calibration.learn(medium, seconds, Optional.empty());
            }

            assertThat(expected / took).as("seed %d", SEED).isEqualTo(1, within(0.02));
        }

        @Test
        void is_not_spoilt_by_one_odd_job() {
            learn(medium, 300, 0, 0.25);
            Corrected before = calibration.correct(medium);

            calibration.learn(medium, 1e9, Optional.empty());

            Corrected after = calibration.correct(medium);
            assertThat(after.seconds().p50() / before.seconds().p50()).isBetween(1.0, 1.1);
            assertThat(after.seconds().p90() / before.seconds().p90()).isBetween(1.0, 1.15);
            assertThat(after.mean() / before.mean()).isBetween(1.0, 1.15);
        }

        @Test
        void corrects_a_new_preset_by_what_its_encoder_has_shown() {
            learn(medium, 200, Math.log(2), 0.25);

            Corrected slow = calibration.correct(question(Jobs.X264.withPreset("slow")));

            assertThat(slow.seconds().p50()).isBetween(1.5, 2.1);
            assertThat(slow.similarJobs()).isZero();
        }

        @Test
        void does_not_carry_over_to_another_model() {
            learn(medium, 200, Math.log(2), 0.25);

            assertThat(calibration
                            .correct(question("model 2", 0.3, Jobs.X264))
                            .seconds()
                            .p50())
                    .isEqualTo(1, within(1e-9));
        }

        @Test
        void replaces_the_assumed_spread_of_a_rate() {
            Question rough = question("rates 1", 1.5, Jobs.X264);
            learn(rough, 500, Math.log(5), 0.2);

            Corrected learned = calibration.correct(rough);

            assertThat(learned.seconds().p50()).isEqualTo(5, within(0.4));
            assertThat(Math.log(learned.seconds().p90() / learned.seconds().p50()))
                    .as("seed %d", SEED)
                    .isBetween(0.15, 0.4);
            assertThat(learned.mean()).isEqualTo(5 * Math.exp(0.02), within(0.4));
        }

        @Test
        void loses_no_job_where_several_threads_teach() throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    for (int j = 0; j < 1_000; j++) {
                        calibration.learn(medium, 1, Optional.empty());
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(calibration.correct(medium).similarJobs()).isEqualTo(4_000);
        }
    }

    @Nested
    @DisplayName("when all jobs become 1.35 times as dear")
    class Step {

        private static final int BEFORE = 800;

        /** Each job has one to six renditions of twelve kinds, each kind with a bias of its own. */
        @ParameterizedTest
        @ValueSource(doubles = {0.15, 0.3, 0.5})
        void has_followed_within_a_hundred_of_many_kinds_and_much_noise(double noise) {
            Shares before = new Shares();
            Shares during = new Shares();
            Shares after = new Shares();
            for (int seed = 0; seed < 5; seed++) {
                ManyKinds jobs = new ManyKinds(SEED + seed, noise);
                Calibration own = new Calibration();
                for (int i = 0; i < BEFORE + 500; i++) {
                    ManyKinds.Ran ran = jobs.next(i < BEFORE ? 0 : Math.log(1.35));
                    Corrected given = own.correct(ran.question());
                    (i < BEFORE ? before : i < BEFORE + 100 ? during : after).add(given, ran.seconds(), i >= 300);
                    own.learn(ran.question(), ran.seconds(), Optional.empty());
                }
            }

            assertThat(before.underP90()).as("before").isBetween(0.88, 0.92);
            assertThat(during.underP90())
                    .as("first hundred, before corrections 0.6")
                    .isGreaterThan(0.8);
            assertThat(after.underP90()).as("later").isBetween(0.88, 0.93);
            assertThat(after.error())
                    .as("error of P50, before it was %s", before.error())
                    .isLessThan(1.05 * before.error());
            assertThat(after.total()).as("total").isEqualTo(1, within(0.02 + 0.06 * noise));
        }

        @Test
        void has_followed_within_a_hundred_to_a_few_per_cent() {
            Question medium = question(Jobs.X264);
            double mean = 0;
            for (int i = 0; i < 20; i++) {
                Calibration own = new Calibration();
                for (int job = 0; job < 400; job++) {
                    double dearer = job < 300 ? 0 : Math.log(1.35);
                    own.learn(medium, Math.exp(dearer + 0.25 * random.nextGaussian()), Optional.empty());
                }
                double now = own.correct(medium).seconds().p50();
                assertThat(now).as("run %d of seed %d", i, SEED).isBetween(1.15, 1.55);
                mean += now / 20;
            }

            assertThat(mean).as("seed %d", SEED).isEqualTo(1.35, within(0.04));
        }
    }

    @Nested
    @DisplayName("measuring how much errors go together")
    class Together {

        @ParameterizedTest
        @ValueSource(doubles = {0, 0.2, 0.5})
        void finds_what_jobs_after_one_another_share(double share) {
            double common = 0;
            for (int i = 0; i < 6_000; i++) {
                if (i % 64 == 0) {
                    common = random.nextGaussian();
                }
                double error = Math.sqrt(share) * common + Math.sqrt(1 - share) * random.nextGaussian();
                calibration.learn(
                        ofOwnSource(i % 2 == 0 ? Jobs.X264 : Jobs.VP9, i), Math.exp(0.25 * error), Optional.empty());
            }

            assertThat(calibration.correlation().anyJobs())
                    .as("share %s, seed %d", share, SEED)
                    .isBetween(0.7 * share - 0.01, 1.2 * share + 0.07);
        }

        @Test
        void assumes_the_prior_before_there_are_jobs() {
            ErrorCorrelation prior = ErrorCorrelation.prior();

            assertThat(calibration.correlation().anyJobs()).isEqualTo(prior.anyJobs());
            assertThat(calibration.correlation().sameKind()).isEqualTo(prior.sameKind(), within(1e-9));
            assertThat(calibration.correlation().sameSource()).isEqualTo(prior.sameSource(), within(1e-9));
        }

        @Test
        void tells_what_jobs_of_one_source_share_from_what_all_share() {
            double content = 0;
            for (int i = 0; i < 6_000; i++) {
                if (i % 3 == 0) {
                    content = random.nextGaussian();
                }
                Question third = ofOwnSource(Jobs.X264.withPreset("preset " + i % 3), i / 3);
                calibration.learn(
                        third, Math.exp(0.25 * (0.9 * content + 0.43 * random.nextGaussian())), Optional.empty());
            }

            assertThat(calibration.correlation().sameSource())
                    .as("seed %d", SEED)
                    .isEqualTo(0.8, within(0.15));
            assertThat(calibration.correlation().anyJobs()).as("seed %d", SEED).isLessThan(0.08);
            assertThat(calibration.correlation().sameKind()).as("seed %d", SEED).isLessThan(0.08);
        }

        private Question ofOwnSource(Target target, int number) {
            Question like = question(target);
            Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10 + number, 8_000_000, 0);
            return Contestant.question(like.job().withSource(source), like.renditions());
        }
    }

    @Nested
    @DisplayName("kept over a restart")
    class Snapshot {

        @Test
        void is_the_same_afterwards() {
            ManyKinds jobs = new ManyKinds(SEED, 0.3);
            for (int i = 0; i < 200; i++) {
                ManyKinds.Ran ran = jobs.next(0);
                calibration.learn(ran.question(), ran.seconds(), Optional.empty());
            }
            Calibration restored = new Calibration();

            restored.restore(calibration.snapshot());

            assertThat(restored.snapshot()).isEqualTo(calibration.snapshot());
            for (int i = 0; i < 20; i++) {
                Question asked = jobs.next(0).question();
                assertThat(restored.correct(asked).seconds().p90())
                        .isEqualTo(calibration.correct(asked).seconds().p90(), within(1e-3 * jobs.size()));
                assertThat(restored.correct(asked).seconds().p50())
                        .isEqualTo(calibration.correct(asked).seconds().p50());
            }
        }

        @Test
        void stays_small_whatever_jobs_are_called() {
            for (int i = 0; i < 2_000; i++) {
                Target odd = new Target(
                        Jobs.X264.codec(),
                        "encoder-" + i + "x".repeat(50),
                        "preset-" + i + "x".repeat(50),
                        1280,
                        720,
                        30,
                        Jobs.X264.rate());
                calibration.learn(question(odd), 1 + random.nextDouble(), Optional.empty());
            }
            for (int i = 0; i < 30_000; i++) {
                calibration.learn(
                        question(Jobs.X264.withPreset("p" + i % 298)), 1 + random.nextDouble(), Optional.empty());
            }
            CalibrationSnapshot full = calibration.snapshot();

            assertThat(full.groups()).hasSize(BiasFilter.MAX_GROUPS);
            assertThat(full.kinds()).hasSize(Calibration.MAX_KINDS);
            String json = new EstimatorState(
                            EstimatorState.FORMAT,
                            java.util.Collections.nCopies(
                                    EstimatorState.MAX_MODELS, new EstimatorState.Learned("model 1", full)),
                            List.of())
                    .toJson();
            assertThat(EstimatorState.parse(json).models()).hasSize(EstimatorState.MAX_MODELS);
        }

        @Test
        void is_refused_with_a_reason_where_it_is_damaged() {
            calibration.learn(question(Jobs.X264), 2, Optional.empty());
            String json = new EstimatorState(
                            EstimatorState.FORMAT,
                            List.of(new EstimatorState.Learned("model 1", calibration.snapshot())),
                            List.of())
                    .toJson();

            assertThatThrownBy(() -> EstimatorState.parse(json.substring(0, json.length() / 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("What was learned cannot be read: ")
                    .hasMessageEndingWith("; restore the file or start without it.");
            assertThatThrownBy(() -> EstimatorState.parse(json.replaceFirst("\"bias\":", "\"bias\":9")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("outside of its bounds but must be as it was written");
            assertThatThrownBy(() -> EstimatorState.parse(json.replace("\"format\":2", "\"format\":1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("What was learned was of format 1 but must be of 2");
            assertThatThrownBy(() -> EstimatorState.parse("null")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> EstimatorState.parse("")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void learn(Question question, int jobs, double bias, double spread) {
        for (int i = 0; i < jobs; i++) {
            calibration.learn(question, Math.exp(bias + spread * random.nextGaussian()), Optional.empty());
        }
    }

    private static Question question(Target target) {
        return question("model 1", 0.3, target);
    }

    /** A job that is expected to take a second. */
    private static Question question(String basis, double spread, Target target) {
        Origin origin = basis.startsWith("rates") ? Origin.RATE : Origin.MODEL;
        return Contestant.question(
                Jobs.of(target),
                List.of(new RenditionEstimate(
                        origin,
                        new LogQuantiles(-spread, 0, spread),
                        Calibration.Group.of(basis, target),
                        "It is made up")));
    }

    /** How estimates compared with what jobs took. */
    private static final class Shares {
        private int jobs;
        private int under;
        private double distance;
        private double took;
        private double expected;

        void add(Corrected given, double seconds, boolean counts) {
            if (counts) {
                jobs++;
                under += seconds <= given.seconds().p90() ? 1 : 0;
                distance += Math.abs(Math.log(seconds / given.seconds().p50()));
                took += seconds;
                expected += given.mean();
            }
        }

        double underP90() {
            return under / (double) jobs;
        }

        double error() {
            return distance / jobs;
        }

        double total() {
            return expected / took;
        }
    }
}
