package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A marginal")
class MarginalTest {

    private static final double P90 = 1.2815515655446004;

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.05, 0.5, 1, 1.9, 2.1, 10, 29, 31, 500, 1e6})
    void is_the_gamma_distribution_of_its_mean_and_variance(double shape) {
        double mean = 3e9;
        Marginal marginal = new Marginal(mean, mean * mean / shape);
        GammaDistribution gamma = new GammaDistribution(null, shape, mean / shape);

        for (double share : new double[] {0.01, 0.3, 0.9, 1, 1.05, 1.5, 4}) {
            assertThat(marginal.exceeds(share * mean))
                    .as("exceeds %f", share)
                    .isCloseTo(1 - gamma.cumulativeProbability(share * mean), within(0.0005));
        }
        assertThat(gamma.cumulativeProbability(marginal.quantile(P90))).isCloseTo(0.9, within(0.002));
        if (shape > 0.1) {
            assertThat(gamma.cumulativeProbability(marginal.quantile(0))).isCloseTo(0.5, within(0.004));
            assertThat(gamma.cumulativeProbability(marginal.quantile(-P90))).isCloseTo(0.1, within(0.003));
        }
    }

    @Test
    void without_variance_is_certain() {
        Marginal certain = new Marginal(5, 0);

        assertThat(certain.exceeds(5)).isEqualTo(1);
        assertThat(certain.exceeds(5.001)).isZero();
        assertThat(certain.quantile(P90)).isEqualTo(5);
    }

    @Test
    void of_nothing_exceeds_only_what_is_no_amount() {
        Marginal nothing = new Marginal(0, 7);

        assertThat(nothing.exceeds(0)).isEqualTo(1);
        assertThat(nothing.exceeds(Double.MIN_VALUE)).isZero();
        assertThat(nothing.quantile(P90)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-6, 1e-3, 1e9, 1e17})
    void answers_at_extremes(double shape) {
        Marginal marginal = new Marginal(1, 1 / shape);

        for (double amount : new double[] {1e-300, 1e-9, 1, 1e9, 1e300}) {
            assertThat(marginal.exceeds(amount)).isBetween(0.0, 1.0);
        }
        assertThat(marginal.quantile(P90)).isBetween(0.0, 10.0);
    }
}
