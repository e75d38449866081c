package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.estimator.Calibration.Group;
import io.reelbudget.estimator.Learned.Outcome;
import io.reelbudget.job.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Calibration")
class CalibrationTest {

    private static final long SEED = Long.getLong("seed", 20261122L);
    private static final LogQuantiles RAW = new LogQuantiles(-0.3, 0, 0.3);

    private final Calibration calibration = new Calibration();
    private final List<Group> medium = Calibration.groupsOf("model 1", Jobs.X264);

    @Nested
    @DisplayName("learning from jobs")
    class Learn {

        @Test
        void does_nothing_before_the_first() {
            assertThat(calibration.correction(medium)).isEqualTo(Correction.NONE);
            assertThat(Correction.NONE.ofModel(RAW)).isEqualTo(RAW);
            assertThat(Correction.NONE.ofRate(RAW)).isEqualTo(RAW);
        }

        @Test
        void follows_a_step_in_cost_within_a_hundred() {
            RandomGenerator random = new SplittableRandom(SEED);
            run(500, random, 0);

            run(100, random, Math.log(1.35));

            assertThat(Math.exp(calibration.correction(medium).bias()))
                    .as("seed %d", SEED)
                    .isEqualTo(1.35, within(0.1));
        }

        @Test
        void keeps_nine_of_ten_under_the_p90_whatever_the_spread() {
            for (double spread : new double[] {0.1, 0.25, 0.6}) {
                Calibration own = new Calibration();
                RandomGenerator random = new SplittableRandom(SEED);
                int above = 0;
                for (int i = 0; i < 4_000; i++) {
                    double actual = spread * random.nextGaussian();
                    Outcome outcome = outcome(actual, own.correction(medium).ofModel(RAW));
                    above += outcome == Outcome.ABOVE_P90 ? 1 : 0;
                    own.learn(medium, actual, outcome);
                }
                assertThat(above / 4_000.0)
                        .as("share above P90 at spread %s, seed %d", spread, SEED)
                        .isBetween(0.08, 0.12);
            }
        }

        @Test
        void is_not_spoilt_by_one_odd_job() {
            RandomGenerator random = new SplittableRandom(SEED);
            run(200, random, 0);
            double before = calibration.correction(medium).bias();

            calibration.learn(medium, Math.log(1e9), Outcome.ABOVE_P90);

            assertThat(calibration.correction(medium).bias() - before).isLessThan(0.13);
        }

        @Test
        void corrects_a_new_preset_by_what_its_encoder_has_shown() {
            RandomGenerator random = new SplittableRandom(SEED);
            run(200, random, Math.log(2));
            Target slow = Jobs.X264.withPreset("slow");

            Correction correction = calibration.correction(Calibration.groupsOf("model 1", slow));

            assertThat(correction.bias()).isEqualTo(Math.log(2), within(0.15));
        }

        @Test
        void does_not_carry_over_to_another_model() {
            run(200, new SplittableRandom(SEED), Math.log(2));

            assertThat(calibration.correction(Calibration.groupsOf("model 2", Jobs.X264)))
                    .isEqualTo(Correction.NONE);
        }

        @Test
        void replaces_the_assumed_spread_of_a_rate() {
            LogQuantiles wide = new LogQuantiles(-1.5, 0, 1.5);
            RandomGenerator random = new SplittableRandom(SEED);
            int above = 0;
            for (int i = 0; i < 2_000; i++) {
                double actual = Math.log(5) + 0.2 * random.nextGaussian();
                Outcome outcome = outcome(actual, calibration.correction(medium).ofRate(wide));
                above += outcome == Outcome.ABOVE_P90 ? 1 : 0;
                calibration.learn(medium, actual, outcome);
            }

            LogQuantiles learned = calibration.correction(medium).ofRate(wide);

            assertThat(Math.exp(learned.p50())).isEqualTo(5, within(0.5));
            assertThat(learned.p90() - learned.p50()).isBetween(0.15, 0.4);
            assertThat(above / 2_000.0).isBetween(0.08, 0.12);
        }

        @Test
        void loses_no_job_where_several_threads_teach() throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> run(1_000, new SplittableRandom(SEED), 0));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(calibration.jobs(medium.get(2))).isEqualTo(4_000);
        }

        @Test
        void keeps_a_bounded_number_of_groups() {
            for (int i = 0; i < 12_000; i++) {
                Target target = Jobs.X264.withPreset("preset " + i);
                calibration.learn(Calibration.groupsOf("model 1", target), 0.5, Outcome.WITHIN_P90);
            }

            assertThat(calibration.snapshot().levels()).hasSize(10_000);
            assertThat(calibration
                            .correction(Calibration.groupsOf("model 1", Jobs.X264))
                            .bias())
                    .isEqualTo(0.5, within(0.01));
        }
    }

    @Nested
    @DisplayName("kept over a restart")
    class Snapshot {

        @Test
        void is_the_same_afterwards() {
            run(50, new SplittableRandom(SEED), 0.4);
            Calibration restored = new Calibration();

            restored.restore(CalibrationSnapshot.parse(calibration.snapshot().toJson()));

            assertThat(restored.snapshot()).isEqualTo(calibration.snapshot());
            assertThat(restored.correction(medium)).isEqualTo(calibration.correction(medium));
        }

        @Test
        void is_refused_with_a_reason_where_it_is_damaged() {
            run(1, new SplittableRandom(SEED), 0.4);
            String json = calibration.snapshot().toJson();

            assertThatThrownBy(() -> CalibrationSnapshot.parse(json.substring(0, json.length() / 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Calibration cannot be read: ")
                    .hasMessageEndingWith("; restore the file or start without it.");
            assertThatThrownBy(() -> CalibrationSnapshot.parse(json.replace("\"bias\" : ", "\"bias\" : 9")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must rest on a job or more and lie within bounds");
            assertThatThrownBy(() -> CalibrationSnapshot.parse(json.replace("\"format\" : 1", "\"format\" : 2")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Calibration was of format 2 but must be of 1");
            assertThatThrownBy(() -> CalibrationSnapshot.parse("null")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CalibrationSnapshot.parse("")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void run(int jobs, RandomGenerator random, double bias) {
        for (int i = 0; i < jobs; i++) {
            double actual = bias + 0.25 * random.nextGaussian();
            calibration.learn(
                    medium,
                    actual,
                    outcome(actual, calibration.correction(medium).ofModel(RAW)));
        }
    }

    private static Outcome outcome(double actual, LogQuantiles given) {
        return actual > given.p90() ? Outcome.ABOVE_P90 : Outcome.WITHIN_P90;
    }
}
