package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The normal curve")
class NormalCurveTest {

    @Test
    void agrees_with_the_exact_one_between_its_points() {
        NormalDistribution exact = new NormalDistribution(null, 0, 1);
        for (double z = -7; z <= 7; z += 0.00437) {
            assertThat(NormalCurve.exceeds(z))
                    .as("at %s", z)
                    .isCloseTo(1 - exact.cumulativeProbability(z), within(1.1e-9));
        }
    }

    @Test
    void never_rises() {
        double before = 1;
        for (double z = -6.1; z <= 6.1; z += 1e-4) {
            double now = NormalCurve.exceeds(z);
            assertThat(now).as("at %s", z).isLessThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void answers_far_out() {
        assertThat(NormalCurve.exceeds(Double.POSITIVE_INFINITY)).isZero();
        assertThat(NormalCurve.exceeds(Double.NEGATIVE_INFINITY)).isEqualTo(1);
    }
}
