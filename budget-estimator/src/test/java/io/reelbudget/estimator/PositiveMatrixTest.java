package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A positive definite matrix")
class PositiveMatrixTest {

    private static final int SIZE = 17;

    @Test
    void gives_back_what_it_was_solved_for() {
        long seed = Long.getLong("seed", 20261123L);
        double[][] matrix = matrix(seed);
        double[] b = new SplittableRandom(seed + 1).doubles(SIZE).toArray();

        double[] x = PositiveMatrix.of(matrix).solve(b);

        for (int i = 0; i < SIZE; i++) {
            double sum = 0;
            for (int j = 0; j < SIZE; j++) {
                sum += matrix[i][j] * x[j];
            }
            assertThat(sum).as("seed %d, row %d", seed, i).isCloseTo(b[i], within(1e-10));
        }
    }

    @Test
    void has_an_inverse_that_solves_alike() {
        long seed = Long.getLong("seed", 20261123L);
        PositiveMatrix factored = PositiveMatrix.of(matrix(seed));
        double[] b = new SplittableRandom(seed + 2).doubles(SIZE).toArray();
        double[] x = factored.solve(b);

        double[][] inverse = factored.inverse();

        for (int i = 0; i < SIZE; i++) {
            double sum = 0;
            for (int j = 0; j < SIZE; j++) {
                sum += inverse[i][j] * b[j];
            }
            assertThat(sum).as("seed %d, row %d", seed, i).isCloseTo(x[i], within(1e-9));
        }
    }

    @Test
    void knows_the_logarithm_of_its_determinant() {
        double[][] matrix = {{4, 0}, {2, 10}};

        assertThat(PositiveMatrix.of(matrix).logDeterminant()).isCloseTo(Math.log(36), within(1e-12));
    }

    @Test
    void is_refused_where_it_is_none() {
        assertThatThrownBy(() -> PositiveMatrix.of(new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("was not positive definite at row 1 of 2");
    }

    private static double[][] matrix(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[SIZE][SIZE];
        for (double[] row : rows) {
            java.util.Arrays.setAll(row, i -> random.nextDouble() - 0.5);
        }
        double[][] matrix = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                matrix[i][j] = PositiveMatrix.dot(rows[i], rows[j], SIZE) + (i == j ? 0.1 : 0);
            }
        }
        return matrix;
    }
}
