package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A kernel")
class KernelEncodingTest {

    @Test
    void adds_bumps_slopes_and_what_a_category_has() {
        KernelEncoding kernel = new KernelEncoding(
                new double[] {2},
                0.7,
                new float[] {1, 3},
                new int[] {0, 1},
                new float[] {5, 7},
                new double[] {0.25},
                new double[] {0.5, -0.5},
                1);
        double[] scores = new double[1];

        kernel.addScores(new double[] {0.75}, 1, scores, 0);

        // Scaled 1.5: half squared distances 0.7 + 0.125 to the first landmark, 1.125 to the second.
        double expected = 0.25 * 0.75 - 0.5 + 5 * Math.exp(-0.825) + 7 * Math.exp(-1.125);
        assertThat(scores[0]).isCloseTo(expected, within(1e-8));
    }

    @Test
    void has_an_exponential_as_good_as_needed() {
        for (double x = 0; x < 30; x += 0.00137) {
            assertThat(KernelEncoding.expOfMinus(x) / Math.exp(-x))
                    .as("x = %f", x)
                    .isCloseTo(1, within(1e-9));
        }
    }
}
