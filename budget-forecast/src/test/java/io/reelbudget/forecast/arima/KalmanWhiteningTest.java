package io.reelbudget.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Kalman filter of an ARMA process")
class KalmanWhiteningTest {

    private static final long SEED = 20261122;
    private static final int ROUNDS = 60;
    private static final int VALUES = 40;

    /** So many impulses are summed for the oracle's covariances; the slowest process here has forgotten by then. */
    private static final int IMPULSES = 20_000;

    @Test
    void gives_the_density_of_the_normal_distribution_with_its_covariances() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            ArimaOrder order = ArimaOrder.of(random.nextInt(4), 0, random.nextInt(4))
                    .seasonal(random.nextInt(3), 0, random.nextInt(3), 4)
                    .seasonal(random.nextInt(2), 0, random.nextInt(2), 12);
            double[] free = random.doubles(order.terms(), -1.8, 1.8).toArray();
            ArmaFactors factors = ArmaFactors.fromFree(order, free);
            double[] values = random.doubles(VALUES).map(u -> 10 * u - 5).toArray();

            Whitening.Whitened whitened = ArimaMethod.EXACT.filter(factors).whiten(new double[][] {values});

            double squares =
                    Arrays.stream(whitened.columns()[0]).map(e -> e * e).sum();
            double log = -0.5 * (VALUES * Math.log(2 * Math.PI) + whitened.logVariances() + squares);
            double expected = oracle(factors, values);
            assertThat(log)
                    .as("seed %d round %d %s", SEED, round, order)
                    .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
        }
    }

    private static double oracle(ArmaFactors factors, double[] values) {
        double[] psi = factors.autoregression().impulses(factors.movingAverage(), IMPULSES);
        double[][] covariances = new double[VALUES][VALUES];
        for (int lag = 0; lag < VALUES; lag++) {
            double sum = 0;
            for (int i = 0; i + lag < IMPULSES; i++) {
                sum += psi[i] * psi[i + lag];
            }
            for (int t = 0; t + lag < VALUES; t++) {
                covariances[t][t + lag] = sum;
                covariances[t + lag][t] = sum;
            }
        }
        MultivariateNormalDistribution normal =
                new MultivariateNormalDistribution(null, new double[VALUES], covariances);
        return Math.log(normal.density(values));
    }

    @Test
    void says_when_a_process_leaves_too_few_digits() {
        ArimaOrder order = ArimaOrder.of(2, 0, 0);

        assertThat(ArimaMethod.EXACT
                        .filter(ArmaFactors.fromFree(order, new double[] {9, 9}))
                        .feasible())
                .isFalse();
        assertThat(ArimaMethod.EXACT
                        .filter(ArmaFactors.fromFree(order, new double[] {1, 1}))
                        .feasible())
                .isTrue();
    }

    @Test
    void stays_stationary_and_invertible_at_any_numbers() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 1000; round++) {
            double[] phi = Stationary.fromFree(
                    random.doubles(1 + random.nextInt(6), -3, 3).toArray());

            assertThat(Stationary.holds(phi))
                    .as("seed %d round %d", SEED, round)
                    .isTrue();
        }
        assertThat(Stationary.holds(new double[] {1.2, -0.1})).isFalse();
        assertThat(Stationary.holds(new double[] {0, 1})).isFalse();
    }
}
