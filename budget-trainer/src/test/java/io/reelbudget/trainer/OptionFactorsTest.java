package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Factors of options")
class OptionFactorsTest {

    private static final int SOURCES = 40;
    private static final int OPTIONS = 9;

    @Test
    void make_up_a_table_of_as_many_factors() {
        double[][] table = table();

        OptionFactors factors = OptionFactors.of(table, 3);

        for (int i = 0; i < SOURCES; i++) {
            for (int j = 0; j < OPTIONS; j++) {
                assertThat(value(factors, i, j)).isCloseTo(table[i][j], within(1e-6));
            }
        }
    }

    @Test
    void fill_a_hole_with_what_the_rest_of_its_row_says() {
        double[][] table = table();
        double hidden = table[5][2];
        table[5][2] = Double.NaN;

        OptionFactors factors = OptionFactors.of(table, 3);

        assertThat(value(factors, 5, 2)).isCloseTo(hidden, within(0.1));
    }

    private static double value(OptionFactors factors, int source, int option) {
        double sum = factors.medians()[option];
        for (int f = 0; f < factors.loadings().length; f++) {
            sum += factors.scores()[source][f] * factors.loadings()[f][option];
        }
        return sum;
    }

    /** Two factors; taking medians off leaves three at most. */
    private static double[][] table() {
        Random random = new Random(5);
        double[][] loadings = new double[2][OPTIONS];
        for (double[] row : loadings) {
            java.util.Arrays.setAll(row, j -> random.nextGaussian());
        }
        double[][] table = new double[SOURCES][OPTIONS];
        for (double[] row : table) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            java.util.Arrays.setAll(row, j -> j + a * loadings[0][j] + b * loadings[1][j]);
        }
        return table;
    }
}
