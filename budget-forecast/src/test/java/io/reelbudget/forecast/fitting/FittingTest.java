package io.reelbudget.forecast.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Fitting")
class FittingTest {

    private static final long SEED = 20261122;

    @Nested
    @DisplayName("by linear least squares")
    class Linear {

        private final double[] ones = {1, 1, 1, 1, 1};
        private final double[] time = {1, 2, 3, 4, 5};
        private final double[] y = {2.1, 3.9, 6.2, 7.8, 10};

        @Test
        void finds_a_line() {
            LeastSquares line = LeastSquares.of(new double[][] {ones, time}, y);

            assertThat(line.coefficients()).containsExactly(new double[] {0.09, 1.97}, within(1e-12));
            assertThat(line.squares()).isCloseTo(0.091, within(1e-12));
            assertThat(line.logDeterminant()).isCloseTo(Math.log(50), within(1e-12));
        }

        @Test
        void gives_no_weight_to_a_column_that_others_explain() {
            double[] twice = Arrays.stream(time).map(t -> 2 * t - 1).toArray();

            LeastSquares line = LeastSquares.of(new double[][] {ones, time, twice, new double[5]}, y);

            assertThat(line.rank()).isEqualTo(2);
            assertThat(line.coefficients()).containsExactly(new double[] {0.09, 1.97, 0, 0}, within(1e-12));
        }

        @Test
        void leaves_all_as_it_is_without_columns() {
            assertThat(LeastSquares.of(new double[0][], y).residuals()).isEqualTo(y);
        }
    }

    @Nested
    @DisplayName("by Levenberg's and Marquardt's steps")
    class Curved {

        @Test
        void finds_the_bottom_of_a_bent_valley() {
            LevenbergMarquardt.Minimum found = LevenbergMarquardt.minimise(
                    x -> new double[] {10 * (x[1] - x[0] * x[0]), 1 - x[0]}, new double[] {-1.2, 1}, 500);

            assertThat(found.point()).containsExactly(new double[] {1, 1}, within(1e-4));
        }

        @Test
        void never_enters_what_is_not_allowed() {
            LevenbergMarquardt.Minimum found =
                    LevenbergMarquardt.minimise(x -> x[0] < 0.5 ? null : new double[] {x[0], 1}, new double[] {3}, 200);

            assertThat(found.point()[0]).isBetween(0.5, 0.6);
        }

        @Test
        void ends_after_so_many_evaluations_and_is_never_worse_than_its_start() {
            LevenbergMarquardt.Minimum found = LevenbergMarquardt.minimise(
                    x -> new double[] {Math.sin(9 * x[0]) + x[0], Math.cos(7 * x[1])}, new double[] {2, 2}, 20);

            assertThat(found.evaluations()).isLessThanOrEqualTo(25);
            assertThat(found.squares()).isLessThan(Math.pow(Math.sin(18) + 2, 2) + Math.pow(Math.cos(14), 2));
        }
    }

    @Nested
    @DisplayName("with Laplace priors")
    class Sparse {

        @Test
        void meets_the_conditions_of_the_optimum() {
            SplittableRandom random = new SplittableRandom(SEED);
            for (int round = 0; round < 50; round++) {
                int size = 1 + random.nextInt(30);
                RealMatrix root = new Array2DRowRealMatrix(size, size);
                double[] b = new double[size];
                double[] penalties = new double[size];
                for (int i = 0; i < size; i++) {
                    b[i] = 5 * random.nextGaussian();
                    penalties[i] = random.nextInt(4) == 0 ? 0 : 3 * random.nextDouble();
                    for (int j = 0; j < size; j++) {
                        root.setEntry(i, j, random.nextGaussian());
                    }
                    root.addToEntry(i, i, 1);
                }
                RealMatrix a = root.transpose().multiply(root);
                for (int i = 0; i < size; i++) {
                    a.addToEntry(i, i, 0.1);
                }

                double[] x = SparseQuadratic.minimise(a.getData(), b, penalties);

                double[] slopes = a.operate(x);
                for (int i = 0; i < size; i++) {
                    double slope = slopes[i] - b[i];
                    String what = "seed " + SEED + " round " + round + " coefficient " + i;
                    if (x[i] != 0) {
                        assertThat(slope).as(what).isCloseTo(-penalties[i] * Math.signum(x[i]), within(1e-7));
                    } else {
                        assertThat(Math.abs(slope)).as(what).isLessThanOrEqualTo(penalties[i] + 1e-7);
                    }
                }
            }
        }

        @Test
        void solves_the_linear_system_where_nothing_is_penalised() {
            double[][] a = {{4, 1}, {1, 3}};
            double[] b = {1, 2};

            assertThat(SparseQuadratic.minimise(a, b, new double[2]))
                    .containsExactly(
                            new CholeskyDecomposition(new Array2DRowRealMatrix(a))
                                    .getSolver()
                                    .solve(new ArrayRealVector(b))
                                    .toArray(),
                            within(1e-12));
        }

        @Test
        void refuses_a_matrix_without_a_minimum() {
            assertThatThrownBy(() -> SparseQuadratic.minimise(new double[][] {{-1}}, new double[] {1}, new double[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not positive definite");
        }
    }
}
