package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A paired test")
class PairedTestTest {

    private static final long SEED = Long.getLong("seed", 20261123L);
    private static final int TRIALS = 1_000;
    private static final int JOBS = 2_000;

    @Test
    void promotes_an_equal_model_in_at_most_one_of_twenty_trials_however_long_one_looks() {
        assertThat(promoted(0, PairedTestTest::equallyGood))
                .as("normal errors, seed %d", SEED)
                .isLessThan(0.05);
        assertThat(promoted(0, PairedTestTest::equallyGoodButWild))
                .as("wild errors, seed %d", SEED)
                .isLessThan(0.05);
        assertThat(promoted(0, random -> 0)).isZero();
    }

    @Test
    void hardly_ever_promotes_a_model_that_is_worse() {
        assertThat(promoted(-0.01, PairedTestTest::equallyGood))
                .as("seed %d", SEED)
                .isLessThan(0.01);
    }

    @Test
    void promotes_a_model_that_is_better() {
        assertThat(promoted(0.02, PairedTestTest::equallyGood))
                .as("seed %d", SEED)
                .isGreaterThan(0.99);
        assertThat(promoted(0.01, PairedTestTest::equallyGood))
                .as("seed %d", SEED)
                .isGreaterThan(0.7);
    }

    @Test
    void says_also_when_a_model_is_worse() {
        RandomGenerator random = new SplittableRandom(SEED);
        PairedTest test = PairedTest.nothing();
        for (int i = 0; i < JOBS && !test.favoursOld(); i++) {
            test = test.after(equallyGood(random) - 0.02);
        }

        assertThat(test.favoursOld()).isTrue();
        assertThat(test.favoursNew()).isFalse();
    }

    @Test
    void is_not_decided_by_one_job_however_odd() {
        RandomGenerator random = new SplittableRandom(SEED);
        PairedTest test = PairedTest.nothing();
        for (int i = 0; i < 200; i++) {
            test = test.after(equallyGood(random));
        }

        PairedTest after = test.after(1e300);

        assertThat(after.logEvidence() - test.logEvidence()).isLessThan(Math.log(1.5) + 1e-9);
    }

    @Test
    void refuses_evidence_that_cannot_be() {
        assertThatThrownBy(() -> new PairedTest(1, 2, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Evidence of 1 pairs was 2.0, 1.0, 0.0 and 0.0 but must be of bounded pairs; start anew.");
        assertThatThrownBy(() -> new PairedTest(1, 0, Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Returns the share of trials in which the new model, better by so much on average, was promoted at any time. */
    private static double promoted(double better, ToDoubleFunction<RandomGenerator> difference) {
        int promoted = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            RandomGenerator random = new SplittableRandom(SEED + trial);
            PairedTest test = PairedTest.nothing();
            for (int i = 0; i < JOBS && !test.favoursNew(); i++) {
                test = test.after(better + difference.applyAsDouble(random));
            }
            promoted += test.favoursNew() ? 1 : 0;
        }
        return promoted / (double) TRIALS;
    }

    /** The difference of two losses that both models are equally likely to have. */
    private static double equallyGood(RandomGenerator random) {
        double truth = 0.3 * random.nextGaussian();
        double one = Math.abs(truth + 0.1 * random.nextGaussian());
        double other = Math.abs(truth + 0.1 * random.nextGaussian());
        return one - other;
    }

    private static double equallyGoodButWild(RandomGenerator random) {
        double size = Math.pow(random.nextDouble(), -0.6) * 0.02;
        return random.nextBoolean() ? size : -size;
    }
}
