package io.reelbudget.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The admissible region")
class AdmissibleRegionTest {

    @ParameterizedTest
    @EnumSource(Trend.class)
    void is_where_errors_fade_by_the_eigenvalues_of_the_companion_matrix(Trend trend) {
        Random random = new Random(12);
        int inside = 0;
        int outside = 0;
        for (int round = 0; round < 300; round++) {
            int season = 2 + random.nextInt(30);
            Smoothing smoothing = anySmoothing(random, trend);

            double largest = largestInverseZero(AdmissibleRegion.polynomial(smoothing, season, trend));

            if (Math.abs(largest - 1) > 1e-6) {
                assertThat(AdmissibleRegion.contains(smoothing, season, trend))
                        .as("%s %s season %d: %f", smoothing, trend, season, largest)
                        .isEqualTo(largest < 1);
                inside += largest < 1 ? 1 : 0;
                outside += largest < 1 ? 0 : 1;
            }
        }
        assertThat(inside).isGreaterThan(50);
        assertThat(outside).isGreaterThan(trend == Trend.NONE ? -1 : 10);
    }

    @Test
    void holds_the_polynomial_of_the_state_space_form() {
        Smoothing smoothing = new Smoothing(0.3, 0.2, 0.4, 0.9);
        double[] theta = AdmissibleRegion.polynomial(smoothing, 4, Trend.DAMPED);
        double[] values = {5, 3, 8, 1, 9, 2, 7, 4, 6, 5, 1, 8, 3, 9};
        double[] errors = SeasonalState.of(2, 1, 3, 1, -2, -2).errors(values, smoothing);

        // (1 - φL)(1 - L⁴) y = θ(L) e, at every step whose lags are all there.
        for (int t = 5; t < values.length; t++) {
            double left = values[t] - values[t - 4] - 0.9 * (values[t - 1] - values[t - 5]);
            double right = 0;
            for (int lag = 0; lag < theta.length; lag++) {
                right += theta[lag] * errors[t - lag];
            }
            assertThat(right).isCloseTo(left, within(1e-9));
        }
    }

    private static Smoothing anySmoothing(Random random, Trend trend) {
        double alpha = random.nextDouble();
        double beta = trend == Trend.NONE ? 0 : alpha * random.nextDouble();
        double phi = trend == Trend.DAMPED ? 0.8 + 0.18 * random.nextDouble() : 1;
        return new Smoothing(alpha, beta, (1 - alpha) * random.nextDouble(), phi);
    }

    private static double largestInverseZero(double[] theta) {
        int degree = theta.length - 1;
        double[][] companion = new double[degree][degree];
        for (int i = 0; i < degree; i++) {
            companion[0][i] = -theta[i + 1];
            if (i > 0) {
                companion[i][i - 1] = 1;
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(companion));
        double largest = 0;
        for (int i = 0; i < degree; i++) {
            largest = Math.max(largest, Math.hypot(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i)));
        }
        return largest;
    }
}
